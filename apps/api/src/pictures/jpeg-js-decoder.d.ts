/** The decoder alone: the package's main file brings its encoder too. The types are those of its `index.d.ts`. */
declare module "jpeg-js/lib/decoder.js" {
  const decode: (
    file: Uint8Array,
    options: {
      readonly useTArray: true;
      readonly formatAsRGBA: false;
      readonly colorTransform: boolean | undefined;
      readonly maxResolutionInMP: number;
      readonly maxMemoryUsageInMB: number;
    },
  ) => { readonly width: number; readonly height: number; readonly data: Uint8Array };
  export default decode;
}
