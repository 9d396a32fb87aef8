/** Numbers and amounts in words, as `words.py` writes them. */

/**
 * A number's text with a true minus sign; one that is rounded to zero has no sign.
 * @param {string} text
 */
export const signed = (text) => (Number(text) === 0 ? text.replace(/^[-+]/, "") : text.replaceAll("-", "−"));

/**
 * So many of a thing: 1 update, 2,007 updates.
 * @param {number} count @param {string} noun
 */
export const counted = (count, noun) => `${count.toLocaleString("en")} ${noun}${count === 1 ? "" : "s"}`;

/**
 * A thing or a digit with its article: a 3, an 8.
 * @param {string} name
 */
export const withArticle = (name) => `${/^(8|1[18](?!\d)|[aeiou])/i.test(name) ? "an" : "a"} ${name}`;
