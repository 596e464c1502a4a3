import { expect, test } from "vitest";
import { parseExposition } from "../testing/parse-exposition.ts";
import { Counter } from "./counter.ts";
import { Histogram } from "./histogram.ts";
import { writeCounter, writeHistogram, writeMetric } from "./write-metric.ts";

test("a gauge is written with help, type and samples", () => {
  const samples = [{ value: 3 }, { labels: { a: "1", b: "2" }, value: 0.5 }];
  expect(writeMetric("things", "gauge", "Things.", samples)).toBe(
    '# HELP things Things.\n# TYPE things gauge\nthings 3\nthings{a="1",b="2"} 0.5\n',
  );
});

test("quotes, backslashes and line ends in labels are escaped", () => {
  const text = writeMetric("things", "gauge", "Things.", [{ labels: { a: 'x"\\\ny' }, value: 1 }]);
  expect(text.split("\n")[2]).toBe('things{a="x\\"\\\\\\ny"} 1');
  expect(parseExposition(text).get("things")?.samples.size).toBe(1);
});

test("a counter adds up under each combination of labels", () => {
  const counter = new Counter("kind", "size");
  counter.add(1, "a", "b");
  counter.add(2.5, "a", "b");
  counter.add(1, "a", "c");
  counter.add(1, "a\nb", "");
  counter.add(1, "a", "\nb");
  expect([
    ...(parseExposition(writeCounter("things_total", "Things.", counter)).get("things_total")?.samples ?? []),
  ]).toEqual([
    ['things_total{kind="a",size="b"}', 3.5],
    ['things_total{kind="a",size="c"}', 1],
    ['things_total{kind="a",size="\\nb"}', 1],
    ['things_total{kind="a\\nb",size=""}', 1],
  ]);
});

test("a histogram counts a value in each bucket that it fits, its own bound included", () => {
  const histogram = new Histogram("kind", [1, 10]);
  for (const value of [0.5, 1, 1.5, 10, 11]) histogram.observe(value, "a");
  histogram.observe(2, "b");
  const { samples } = parseExposition(writeHistogram("sizes", "Sizes.", histogram)).get("sizes") ?? {
    samples: new Map(),
  };
  expect([...samples]).toEqual([
    ['sizes_bucket{kind="a",le="1"}', 2],
    ['sizes_bucket{kind="a",le="10"}', 4],
    ['sizes_bucket{kind="a",le="+Inf"}', 5],
    ['sizes_sum{kind="a"}', 24],
    ['sizes_count{kind="a"}', 5],
    ['sizes_bucket{kind="b",le="1"}', 0],
    ['sizes_bucket{kind="b",le="10"}', 1],
    ['sizes_bucket{kind="b",le="+Inf"}', 1],
    ['sizes_sum{kind="b"}', 2],
    ['sizes_count{kind="b"}', 1],
  ]);
});

test.each([
  ["a sample without a metric", "a 1\n"],
  ["a sample of another metric", "# HELP a A.\n# TYPE a gauge\nb 1\n"],
  ["a label that is not escaped", '# HELP a A.\n# TYPE a gauge\na{b="c"d"} 1\n'],
  ["a value that is none", "# HELP a A.\n# TYPE a gauge\na NaN\n"],
  ["no end of the line", "# HELP a A.\n# TYPE a gauge\na 1"],
  ["the same sample twice", "# HELP a A.\n# TYPE a gauge\na 1\na 2\n"],
  ["no TYPE", "# HELP a A.\na 1\n"],
  [
    "a bucket smaller than the one before",
    '# HELP a A.\n# TYPE a histogram\na_bucket{le="1"} 2\na_bucket{le="+Inf"} 1\na_sum 1\na_count 1\n',
  ],
])("the parser of these tests takes no %s", (_, text) => {
  expect(() => parseExposition(text)).toThrow();
});
