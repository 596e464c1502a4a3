/** What an engine has asked of its device so far. */
export interface FusedCounts {
  /** Kernels started. */
  dispatches: number;
  /** Command buffers handed over. */
  submissions: number;
  /** Times that it waited for numbers to come back, and their bytes. */
  readBacks: number;
  readBackBytes: number;
  /** Bytes of samples and labels sent to the device. */
  dataBytes: number;
  /** Buffers that it holds, and their bytes. */
  buffers: number;
  bufferBytes: number;
}

/**
 * Begins to count.
 *
 * @returns Zeros.
 */
export function startCounts(): FusedCounts {
  return {
    dispatches: 0,
    submissions: 0,
    readBacks: 0,
    readBackBytes: 0,
    dataBytes: 0,
    buffers: 0,
    bufferBytes: 0,
  };
}
