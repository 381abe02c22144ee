/** Every second digit from the right doubled, its digits added: the sum is a multiple of ten (ISO/IEC 7812). */
function luhn(digits: string): boolean {
  let sum = 0
  for (let i = 0; i < digits.length; i++) {
    const digit = digits.charCodeAt(digits.length - 1 - i) - 48
    const doubled = i % 2 === 1 ? digit * 2 : digit
    sum += doubled > 9 ? doubled - 9 : doubled
  }
  return sum % 10 === 0
}

/** A payment card: 13 to 19 digits whose last is right. `digits` holds digits only. */
export function cardLike(digits: string): boolean {
  return /^[2-6]\d{12,18}$/.test(digits) && luhn(digits)
}

/** An identity number with a right check digit: of Israel (9 digits), SNILS (11) or INN (12) of Russia. */
export function idLike(digits: string): boolean {
  if (/^0+$/.test(digits)) return false
  if (digits.length === 9) return luhn(digits)
  if (digits.length === 11) return snils(digits)
  return digits.length === 12 && inn(digits)
}

const weighed = (digits: string, weights: number[]) =>
  weights.reduce((sum, weight, i) => sum + weight * Number(digits[i]), 0)

/** Nine digits weighed 9…1; the sum modulo 101 (100 counts as 0) is the last two. */
function snils(digits: string): boolean {
  const sum = weighed(digits, [9, 8, 7, 6, 5, 4, 3, 2, 1]) % 101
  return (sum === 100 ? 0 : sum) === Number(digits.slice(9))
}

/** The two check digits of a person's taxpayer number. */
function inn(digits: string): boolean {
  const first = (weighed(digits, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10
  const second = (weighed(digits, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) % 11) % 10
  return first === Number(digits[10]) && second === Number(digits[11])
}
