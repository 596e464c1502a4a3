import { deepStrictEqual, throws } from "node:assert/strict";
import { encodeInputs, fitInputEncoder, readCsv } from "@proj/datasets";

Deno.test("a table is read and encoded under Deno, and a broken one is refused with its line", () => {
  const table = readCsv('\ufeffAge,Gender\r\n10,"m\r\nf"\r\n30,f\r\n');
  const encoder = fitInputEncoder(table, { numbers: ["Age"], categories: ["Gender"] }, [0, 1]);
  const { inputs, names } = encodeInputs(table, encoder);
  deepStrictEqual(names, ["Age", "Gender is f", "Gender is m\nf"]);
  deepStrictEqual(inputs, new Float32Array([-1, 0, 1, 1, 1, 0]));
  throws(() => readCsv('a,b\n1,2\n3,"4\n'), /starts on line 3, character 3 must end/);
});
