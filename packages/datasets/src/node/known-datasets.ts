import type { IdxDigests } from "../dataset-sha256.ts";

/** A published data set: what must be in its four files, and where they can be had. */
export interface KnownDataset {
  readonly name: string;
  /** Each class's name; the label is the index. */
  readonly classes: readonly string[];
  /** The SHA-256 of each file's content, uncompressed: compressed, the same file is about in several versions. */
  readonly digests: IdxDigests;
  /** Folders on the web that hold the four files, gzipped, under their canonical names; each ends in a slash. */
  readonly mirrors: readonly string[];
}

/** The names under which a data set of this form is published, without `.gz`. */
export const idxFileNames: Readonly<Record<keyof IdxDigests, string>> = {
  trainImages: "train-images-idx3-ubyte",
  trainLabels: "train-labels-idx1-ubyte",
  heldOutImages: "t10k-images-idx3-ubyte",
  heldOutLabels: "t10k-labels-idx1-ubyte",
};

/**
 * MNIST: 60,000 and 10,000 handwritten digits of 28 x 28.
 *
 * Source: Y. LeCun, C. Cortes and C. J. C. Burges, "The MNIST database of handwritten digits". CC BY-SA 3.0.
 */
export const mnist: KnownDataset = {
  name: "mnist",
  classes: ["0", "1", "2", "3", "4", "5", "6", "7", "8", "9"],
  digests: {
    trainImages: "ba891046e6505d7aadcbbe25680a0738ad16aec93bde7f9b65e87a2fc25776db",
    trainLabels: "65a50cbbf4e906d70832878ad85ccda5333a97f0f4c3dd2ef09a8a9eef7101c5",
    heldOutImages: "0fa7898d509279e482958e8ce81c8e77db3f2f8254e26661ceb7762c4d494ce7",
    heldOutLabels: "ff7bcfd416de33731a308c3f266cc351222c34898ecbeaf847f06e48f7ec33f2",
  },
  mirrors: [
    "https://storage.googleapis.com/cvdf-datasets/mnist/",
    "https://ossci-datasets.s3.amazonaws.com/mnist/",
  ],
};

/**
 * Fashion-MNIST: 60,000 and 10,000 pictures of clothes of 28 x 28.
 *
 * Source: H. Xiao, K. Rasul and R. Vollgraf, "Fashion-MNIST: a novel image dataset for benchmarking machine learning
 * algorithms", 2017. MIT.
 */
export const fashionMnist: KnownDataset = {
  name: "fashion-mnist",
  classes: [
    "T-shirt/top",
    "Trouser",
    "Pullover",
    "Dress",
    "Coat",
    "Sandal",
    "Shirt",
    "Sneaker",
    "Bag",
    "Ankle boot",
  ],
  digests: {
    trainImages: "c59f468a2f672dc815687fe0f83887768d799fd8a3f3276145d20f83aa44d888",
    trainLabels: "bad3541b69d912435c50bb6ba87bec294ff4f6a2e1246121d8633921760443d9",
    heldOutImages: "5b4141f0afbad91edebe8549f8fcffe087ea10ca49f1dbef5c9a5cd8815ce37b",
    heldOutLabels: "0402a96d92fd2663957122ceb108a494c5af83dab82d92729df917d7dec38c34",
  },
  mirrors: [
    "http://fashion-mnist.s3-website.eu-central-1.amazonaws.com/",
    "https://github.com/zalandoresearch/fashion-mnist/raw/master/data/fashion/",
  ],
};
