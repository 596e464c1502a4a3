export type { Refusal } from "../http/answered.ts";
export type { PictureAnswer } from "../people/picture-answer.ts";
export { type Api, type Client, type ClientOptions, createClient } from "./create-client.ts";
export { type ChosenModel, type PictureResponse, predictPicture } from "./predict-picture.ts";
