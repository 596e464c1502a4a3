import { answerJson } from "../http/answer.ts";
import type { Answered, Asked } from "../http/answered.ts";
import { createRoutes } from "../http/create-routes.ts";
import { refuse } from "../http/refuse.ts";
import { describeValue } from "../json/describe-value.ts";
import type { Service } from "../prediction/service.ts";
import { type PictureAnswer, pictureAnswer } from "./picture-answer.ts";
import { type PictureBody, readPictureBody } from "./read-picture-body.ts";

/** A picture as the body itself, or JSON. */
export interface PictureRequest {
  json?: PictureBody;
  query?: { model?: string; version?: string };
}

/**
 * The route for people, without the `/predict` in front: a picture in, an answer in words out.
 *
 * `?model=NAME&version=VERSION` choose the model; where there is only one, it need not be named.
 *
 * @param service What the protocols share.
 */
export function people(service: Service) {
  return createRoutes().post(
    "/",
    service.admit,
    async (c: Asked<"/", PictureRequest>): Promise<Answered<PictureAnswer>> => {
      const name = c.req.query("model") ?? onlyModel(service.models.names());
      const version = c.req.query("version");
      const model = await service.find(c, name, version);
      const input = await readPictureBody(service, c, model.manifest);
      const values = await service.predict(c, model, input, 1);
      return answerJson(c, pictureAnswer(model, values));
    },
  );
}

function onlyModel(names: readonly string[]): string {
  const [only, ...others] = names;
  if (only === undefined) {
    throw refuse(404, "Cannot choose a model: the service must serve one, received none");
  }
  if (others.length === 0) return only;
  const shown = names.slice(0, 10).map(describeValue).join(", ");
  const more = names.length > 10 ? ", ..." : "";
  throw refuse(400, `Cannot choose a model: ?model= must be one of ${shown}${more}, received nothing`);
}
