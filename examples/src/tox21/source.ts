/** Where a published file is, and how to know that it is the right one. */
export interface PublishedFile {
  /** Addresses of the same table; those that end in `.gz` hold it gzipped. */
  readonly addresses: readonly string[];
  /** SHA-256 of the uncompressed file, in lower-case hexadecimal digits. */
  readonly sha256: string;
  /** Length of the uncompressed file. */
  readonly bytes: number;
}

/**
 * The Tox21 table of MoleculeNet: 7,831 molecules, 12 assays (0, 1 or empty), `mol_id` and `smiles`. The measurements are
 * the work of US federal agencies (NIH, NCATS, EPA).
 *
 * The first address is a copy in a public repository (MIT), at a commit that does not change: the checksum is that file's.
 * The second is the address in DeepChem's loader of MoleculeNet; a file that comes from there is the right one where it
 * has the checksum, which `readCsvFile` takes of the uncompressed bytes. DeepChem's own repository also has a
 * `datasets/tox21.csv.gz`: an older table of 8,014 rows, which is not this one.
 *
 * Source: Z. Wu et al., "MoleculeNet: a benchmark for molecular machine learning", 2018; DeepChem,
 * `deepchem/molnet/load_function/tox21_datasets.py`.
 */
export const tox21Table: PublishedFile = {
  addresses: [
    "https://raw.githubusercontent.com/GLambard/Molecules_Dataset_Collection/beb35cd0b76db5adef6cb1fa55807e4cd309aaed/originals/tox21.csv",
    "https://deepchemdata.s3-us-west-1.amazonaws.com/datasets/tox21.csv.gz",
  ],
  sha256: "7d7e7facd853a63e79ddce4e9c3fcb7a0d83a1c300b603031c0f2c64fbe77761",
  bytes: 525_119,
};

/**
 * SHA-256 of the fingerprints of these molecules in the order of the table, as `computeFingerprints` packs them:
 * 7,831 x 128 bytes.
 */
export const tox21FingerprintsSha256 = "1499b4c4195ec1d4f896682e8376ea941d1ac273e94964d83ec269cc18c7ef20";
