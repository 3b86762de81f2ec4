/** How the numbers of a chart are written in the language of the page: in full, and short for an axis. */
export function formatsOf(data) {
  const locale = document.documentElement.dataset.locale;
  const plain = (number, options) => new Intl.NumberFormat(locale, options).format(number).replace('-', '\u2212');
  const isEnglish = locale.startsWith('en');
  const isBefore = isEnglish && !/\p{L}/u.test(data.symbol);
  const money = (number, options) => isBefore
    ? data.symbol + plain(number, options)
    : isEnglish ? `${data.currency}\u00A0${plain(number, options)}` : `${plain(number, options)}\u00A0${data.symbol}`;
  const percentSign = /^(ru|uk)/.test(locale) ? '\u00A0%' : '%';
  const percent = (fraction, digits) => plain(fraction * 100, { maximumFractionDigits: digits }) + percentSign;
  const compact = { notation: 'compact', maximumFractionDigits: 1 };

  return {
    percent: { full: number => percent(number, 1), axis: number => percent(number, 1) },
    money: { full: number => money(number, { maximumFractionDigits: 0 }), axis: number => money(number, compact) },
    count: { full: number => plain(number, { maximumFractionDigits: 0, useGrouping: 'always' }), axis: number => plain(number, compact) },
    number: { full: number => plain(number, { maximumFractionDigits: 1 }), axis: number => plain(number, { maximumFractionDigits: 1 }) },
  }[data.unit];
}
