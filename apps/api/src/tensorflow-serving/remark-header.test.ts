import { expect, test } from "vitest";
import { remarkHeader } from "./remark-header.ts";

test("a name with letters that no header can hold is percent-encoded, half a letter included", () => {
  const [name, supervised] = ["grün\n\ud800", false];
  const headers = remarkHeader([{ label: 0, part: "color", name, supervised, samples: 0 }]);
  expect(headers).toEqual({
    "X-Model-Remark":
      "The model never learned gr%C3%BCn%0A%EF%BF%BD: shown one of these, it names another class, however sure it looks.",
  });
  expect(() => new Headers(headers)).not.toThrow();
});
