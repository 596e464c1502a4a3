import { type AssetsBinding, assetsSource } from "../assets-source.ts";
import { createModelRepository } from "../create-model-repository.ts";
import type { ModelRepository } from "../model-repository.ts";

let models: ModelRepository | null = null;

/** A Worker whose `/NAME[/VERSION]` answers with a prediction of that model, or with why there is none. */
export default {
  async fetch(request: Request, env: { ASSETS: AssetsBinding }): Promise<Response> {
    models ??= createModelRepository({
      sources: [
        assetsSource(env.ASSETS, {
          odd: "/models/odd",
          digits: { 1: "/models/digits/1/", 2: "/models/digits/2/" },
          gone: "/models/gone/",
        }),
      ],
      loadPatienceMs: 1000,
    });
    const [name = "", version] = new URL(request.url).pathname.slice(1).split("/");
    try {
      const model = await models.get(name, version);
      const outputs = await model.predict(new Uint8Array(4), 1);
      return Response.json({ version: model.version, value: outputs[0] });
    } catch (error) {
      return Response.json({ error: (error as Error).message });
    }
  },
};
