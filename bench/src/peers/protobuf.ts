/** A field of a protobuf message: its number, and a whole number, a text, bytes or a message's bytes. */
export type Field = readonly [number: number, value: number | string | Uint8Array];

/**
 * Writes a protobuf message. ONNX files are such messages, and the packages that write them bring a runtime or a compiler.
 *
 * Source: "Protocol Buffers Documentation", "Encoding".
 *
 * @param fields In the order of the file.
 * @returns The bytes.
 */
export function message(...fields: readonly Field[]): Uint8Array {
  const parts = fields.map(([number, value]) => {
    if (typeof value === "number") return Buffer.from([...varint(number << 3), ...varint(value)]);
    const bytes = typeof value === "string" ? Buffer.from(value) : value;
    return Buffer.concat([Buffer.from([...varint((number << 3) | 2), ...varint(bytes.length)]), bytes]);
  });
  return Buffer.concat(parts);
}

/** Seven bits a byte, the lowest first. */
function varint(value: number): number[] {
  return value < 128 ? [value] : [(value % 128) + 128, ...varint(Math.floor(value / 128))];
}
