/** What is computed where no function of the engine is to be had whose last digit is left to it. */

/** Those of Math that the language does not define to the last digit. */
const INEXACT = [
  ...['exp', 'expm1', 'log', 'log1p', 'log2', 'log10', 'pow', 'cbrt', 'hypot'],
  ...[
    'sin',
    'cos',
    'tan',
    'asin',
    'acos',
    'atan',
    'atan2',
    'sinh',
    'cosh',
    'tanh',
    'asinh',
    'acosh',
    'atanh',
  ],
] as const;

/** Fails where one of them is called. Powers by `**` are not seen. */
export function withoutEngine<T>(compute: () => T): T {
  const kept = INEXACT.map((name) => [name, Math[name]] as const);
  for (const name of INEXACT)
    Object.assign(Math, {
      [name]: () => {
        throw new Error(`Math.${name} is the engine's own.`);
      },
    });
  try {
    return compute();
  } finally {
    for (const [name, own] of kept) Object.assign(Math, { [name]: own });
  }
}
