import { z } from "zod";

/** One entry of `errors`. */
export const ProblemEntry = z.looseObject({
  code: z.string().describe("What is wrong, for programs: see the error codes in the introduction."),
  detail: z.string().describe("What is wrong, in English."),
  pointer: z
    .string()
    .describe("JSON pointer to the field or parameter, such as `/phone`. Empty for the whole body.")
    .optional(),
  params: z
    .record(z.string(), z.union([z.string(), z.number()]))
    .describe("Values that `detail` mentions, such as the `limit` that was passed.")
    .optional(),
});

/** Every failure of the API, as RFC 9457 has it. Some carry more, such as the id of what they collide with. */
export const Problem = z.looseObject({
  type: z.string().describe("Always `about:blank`: `code` tells problems apart."),
  title: z.string().describe("The status in words."),
  status: z.number().int().describe("The HTTP status of the response."),
  detail: z.string().describe("What happened, in English."),
  code: z.string().describe("What happened, for programs: see the error codes in the introduction."),
  request_id: z
    .string()
    .describe("Id of the request, which is also in the header `X-Request-Id` and in the server's log."),
  errors: z
    .array(ProblemEntry)
    .describe("Each field that is not valid, or each rule that is not met.")
    .optional(),
  current: z.unknown().describe("With 412: the record as it is now.").optional(),
  lead_id: z
    .number()
    .int()
    .describe("With `external_id_taken`: the lead that has this external id, if you can see it.")
    .optional(),
  successor_id: z.number().int().describe("With `already_renewed`: the successor of the lead.").optional(),
  sign_in_again: z
    .boolean()
    .describe("With `reauthentication_required`: you have no password to confirm, so sign in again.")
    .optional(),
});
