/** A picture of a column the size of a word: counts per value, or a histogram. */

const WIDTH = 56;
const HEIGHT = 18;

export interface BarsProps {
  /** Heights in [0, 1]. */
  readonly heights: readonly number[];
}

export function Bars({ heights }: BarsProps) {
  const step = WIDTH / Math.max(1, heights.length);
  const gap = step > 3 ? 1 : step * 0.25;
  return (
    <svg
      className="cm-bars"
      width={WIDTH}
      height={HEIGHT}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      aria-hidden="true"
    >
      {heights.map((height, i) => {
        const h = height === 0 ? 0 : Math.max(1, height * (HEIGHT - 3));
        return <rect key={i} x={i * step} y={HEIGHT - h} width={step - gap} height={h} />;
      })}
    </svg>
  );
}
