import { describe, expect, test } from "vitest";
import type { IdxArray } from "./idx/idx-array.ts";
import { createImageSet } from "./image-set.ts";

const uint8 = (shape: readonly number[], fill = 0): IdxArray => ({
  dtype: "uint8",
  shape,
  data: new Uint8Array(shape.reduce((product, dimension) => product * dimension, 1)).fill(fill),
});
const names = { imagesName: "images.idx", labelsName: "labels.idx" };

describe("createImageSet", () => {
  test("takes images and labels as they are", () => {
    const images = uint8([3, 2, 4], 9);
    const labels: IdxArray = { dtype: "uint8", shape: [3], data: new Uint8Array([0, 9, 4]) };
    const set = createImageSet(images, labels, { classes: 10 });
    expect(set).toEqual({ images: images.data, labels: labels.data, count: 3, imageShape: [2, 4] });
    expect(set.images).toBe(images.data);
  });

  test("takes flat images and images with channels", () => {
    expect(createImageSet(uint8([2, 784]), uint8([2]), { classes: 1 }).imageShape).toEqual([784]);
    expect(createImageSet(uint8([2, 4, 4, 3]), uint8([2]), { classes: 1 }).imageShape).toEqual([4, 4, 3]);
  });

  test("takes all 256 classes that a byte can tell", () => {
    expect(createImageSet(uint8([1, 1]), uint8([1], 255), { classes: 256 }).labels[0]).toBe(255);
  });

  test("refuses images and labels that disagree in number", () => {
    expect(() => createImageSet(uint8([3, 2, 2]), uint8([4]), { classes: 10, ...names })).toThrow(
      "Cannot put images.idx and labels.idx together: there must be one label an image, received 3 images and 4 labels",
    );
  });

  test("refuses a label out of range, with its index and the range", () => {
    const labels: IdxArray = { dtype: "uint8", shape: [3], data: new Uint8Array([0, 9, 10]) };
    expect(() => createImageSet(uint8([3, 2, 2]), labels, { classes: 10, ...names })).toThrow(
      "Cannot take labels.idx as labels: every label must be from 0 to 9, received 10 at index 2",
    );
  });

  test.each<[string, IdxArray, IdxArray, string]>([
    [
      "images of rank 1",
      uint8([4]),
      uint8([4]),
      "Cannot take images.idx as images: they must be uint8 of shape [count, height, width] or any other rank from 2, received uint8 of shape [4]",
    ],
    [
      "images of float32",
      { dtype: "float32", shape: [1, 1, 1], data: new Float32Array(1) },
      uint8([1]),
      "received float32 of shape [1, 1, 1]",
    ],
    [
      "labels of rank 2",
      uint8([4, 1, 1]),
      uint8([4, 1]),
      "Cannot take labels.idx as labels: they must be uint8 of shape [count], received uint8 of shape [4, 1]",
    ],
    [
      "labels of int32",
      uint8([1, 1, 1]),
      { dtype: "int32", shape: [1], data: new Int32Array(1) },
      "received int32 of shape [1]",
    ],
    [
      "no images",
      uint8([0, 28, 28]),
      uint8([0]),
      "there must be at least one pixel, received uint8 of shape [0, 28, 28]",
    ],
    ["images of no pixels", uint8([5, 0, 28]), uint8([5]), "there must be at least one pixel"],
  ])("refuses %s", (_, images, labels, message) => {
    expect(() => createImageSet(images, labels, { classes: 10, ...names })).toThrow(message);
  });

  test.each([0, -1, 2.5, 257, Number.NaN])("refuses %d classes", (classes) => {
    expect(() => createImageSet(uint8([1, 1]), uint8([1]), { classes })).toThrow(
      `classes must be an integer from 1 to 256, received ${classes}`,
    );
  });
});
