// Prints the types of the HTTP API for TypeScript clients:
//   node scripts/api-types.ts > leadline.d.ts
// openapi-typescript writes them with the JavaScript API of TypeScript 6, which TypeScript 7 no longer has. A second
// package `typescript` would replace the command `tsc`, so the copy inside @ts-morph/common is used, which has none.
import { registerHooks } from "node:module";
import { openApiDocument } from "#lib/http/openapi.ts";

const TYPESCRIPT_6 = import.meta.resolve("@ts-morph/common/dist/typescript.js");

registerHooks({
  resolve(specifier, context, next) {
    const isAskedFor = specifier === "typescript" && context.parentURL?.includes("/openapi-typescript/");
    return next(isAskedFor ? TYPESCRIPT_6 : specifier, context);
  },
});

const { default: typesOf, astToString } = await import("openapi-typescript");
process.stdout.write(astToString(await typesOf(JSON.stringify(openApiDocument()))));
