/**
 * The WhatsApp id of a number as it is dialled: M-SEND says that it may differ in Brazil and Mexico; how is from memory.
 * Mexican mobiles have a 1 behind the country code, Brazilian ones outside the area codes 11 to 28 lack their ninth digit.
 *
 * @param digits with country code
 */
export function waIdOf(digits: string): string {
  if (digits.charCodeAt(0) !== FIVE) return digits;
  const mexican = /^52(\d{10})$/.exec(digits);
  if (mexican !== null) return `521${mexican[1]}`;
  const brazilian = /^55(\d{2})9(\d{8})$/.exec(digits);
  return brazilian !== null && Number(brazilian[1]) > 28 ? `55${brazilian[1]}${brazilian[2]}` : digits;
}

const FIVE = '5'.charCodeAt(0);
