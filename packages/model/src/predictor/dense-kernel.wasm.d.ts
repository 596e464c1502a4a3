/** `dense-kernel.wat`, as a platform compiles it that imports WebAssembly: Cloudflare Workers. */
declare const kernel: WebAssembly.Module;
export default kernel;
