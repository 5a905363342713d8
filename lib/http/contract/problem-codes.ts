/** What a code of a problem means, and what its reader does about it. */
export type ProblemCode = { status: number; code: string; meaning: string; action: string };

/** Codes of a whole answer, by status. A line is: status, code, meaning → what to do. */
const PROBLEMS = `
400 appeal_closed: The appeal is closed. → Create a new appeal.
400 appeal_not_active: No operator has the appeal now. → Read the appeal again.
400 appeal_waiting: The appeal waits in a queue and has no operator. → Assign it first, then close it.
400 invite_accepted: Someone has accepted the invite. → Deactivate the person instead.
400 last_admin: The workspace would be left without an active admin. → Make another person an admin first.
400 lead_changed_since: The lead was changed after the bulk job. → Change the lead itself.
400 malformed_header: A header of the request is malformed. → Correct the header.
400 malformed_request: The request is not valid HTTP. → Correct the client.
400 not_final: Only a lost or transferred lead can be renewed. → Go on working with this lead.
400 not_your_job: Another person started the bulk job. → Ask that person to undo it.
400 not_your_move: Another person made the last move. → Move the card instead.
400 nothing_to_undo: No change is left to undo. → Read the record again.
400 paid_is_final: A paid sale stays paid. → Leave the sale as it is.
400 second_factor_is_required: A workspace of yours requires two-factor authentication. → Ask its admin to end that first.
400 second_factor_not_started: Two-factor authentication is not being set up. → Start the setup first.
400 second_factor_off: Two-factor authentication is off. → Turn it on first.
400 second_factor_on: Two-factor authentication is on. → Turn it off first, then set it up again.
400 too_few_outcomes: Too few leads have a known outcome to train a model. → Train when more leads are paid and lost; \`detail\` says how many.
400 too_late_to_undo: A change can be undone for ten seconds. → Move or change the record instead.
400 too_many_views: You have the maximum number of saved views. → Delete a view first.
400 transfer_refused: The lead fails at least one gate of the transfer. → Meet each gate in \`errors\`, then transfer again.
400 user_disabled: The account is deactivated. → Activate it first.
400 wrong_stage: The stage cannot follow the present one. → Choose a stage from \`GET /leads/{id}/transitions\` or \`GET /sales/{id}/transitions\`.
401 second_factor_needed: The account has two-factor authentication. → Send the code as well.
401 second_factor_wrong: The code is wrong, or it was used before. → Send the next code.
401 unauthenticated: The request has no valid API key or session. → Send \`Authorization: Bearer lk_…\`, or sign in.
403 forbidden: Your role or the scope of your key does not allow this. → Use a key with a wider scope, or ask an admin.
403 foreign_origin: The request comes from a page of another site. → Send it from Leadline's own address, or with an API key.
403 password_change_required: This session has to replace its initial password first. → Call \`POST /me/password\`.
403 reauthentication_required: The session was confirmed too long ago for this. → Call \`POST /me/reauthenticate\`, then send the request again.
403 second_factor_required: The workspace requires two-factor authentication. → Set it up in your account.
404 demo_link_not_valid: The demo link was used, or it has expired. → Ask for a new demo link.
404 invite_not_valid: The invite was accepted, revoked, or has expired. → Ask for a new invite.
404 not_found: The workspace has no such record, or you cannot see it. → Check the id and the path.
405 method_not_allowed: The path does not have this method. → Use a method of the \`Allow\` header.
408 request_timeout: The request did not arrive in time. → Send it again.
409 account_exists: The e-mail address has an account. → Create an invite instead.
409 already_renewed: The lead has a successor. → Use the lead in \`successor_id\`.
409 answer_not_kept: The first request with this Idempotency-Key was done, but its answer holds a secret and is not kept. → Revoke what it created and create it again with a new key.
409 collision: Another request created or deleted the same record at this moment. → Read it again.
409 demo_loaded: The workspace has demo data. → Delete the demo data first.
409 department_exists: A department has this name. → Choose another name.
409 department_in_use: Operators or sources belong to the department. → Move them first.
409 external_id_taken: A lead has this external id. → Use the lead in \`lead_id\`, or another external id.
409 initial_password: The account still has a password that another person chose. → Sign in, choose your own password, then accept the invite.
409 operator_full: The operator has reached their limit. → Choose another operator, or raise \`max_load\`.
409 request_in_flight: The first request with this Idempotency-Key is still running. → Send the same request again in a moment.
409 selection_changed: The leads are not those of the preview any more. → Preview again.
409 session_switched: The page belongs to another person or workspace than the session. → Reload the page.
409 source_exists: A source has this code. → Choose another code.
409 trained_meanwhile: Another training ended first. → Read the newest model.
409 user_exists: The workspace has a person with this e-mail address. → Change that person instead.
409 user_has_operator: The person has an operator. → Change that operator instead.
412 stale_version: The record was changed after you read it. → Repeat the change on \`current\`, with its \`version\`.
413 content_too_large: The body is larger than this path accepts. → Send less.
415 unsupported_content_encoding: The body is compressed. → Send it without a content encoding.
415 unsupported_media_type: The body is not JSON in UTF-8. → Send \`Content-Type: application/json\`.
422 idempotency_key_reused: The Idempotency-Key was used with another request. → Use a new key for each request.
422 invalid_input: The input is not valid. → Correct each field that \`errors\` points to.
429 share_exceeded: Too many of your requests run at once. → Wait for \`Retry-After\`, and send fewer at a time.
429 too_many_bulk_jobs: Too many bulk jobs are unfinished. → Cancel one, or wait.
429 too_many_exports: Too many exports run at once. → Wait for \`Retry-After\`.
429 too_many_invites: The workspace has too many open invites, or created too many within an hour. → Revoke some, or wait.
429 too_many_requests: Too many attempts. → Wait for \`Retry-After\`.
429 too_many_streams: You have too many live streams open. → Close one.
429 too_many_trainings: A training is running. → Wait for \`Retry-After\`.
429 too_many_unfinished: Too many of your requests have not sent their whole body. → Send each body without a pause.
431 headers_too_large: The headers are too large. → Send fewer or shorter headers and cookies.
500 internal: Leadline failed. Nothing was changed. → Send the request again; if it fails again, report \`request_id\`.
500 internal_after_save: The change was saved, and then Leadline failed. → Read the record; do not send the request again.
503 ai_budget_exhausted: The workspace has used its AI calls of this minute. → Wait for \`Retry-After\`, or raise \`ai_calls_per_minute\`.
503 ai_unavailable: The scoring provider does not answer. Nothing was changed. → Wait for \`Retry-After\`.
503 database_timeout: The database took too long. Nothing was changed. → Ask for less, or wait for \`Retry-After\`.
503 database_unavailable: The database does not answer. Nothing was changed. → Wait for \`Retry-After\`.
503 passwords_busy: Too many passwords are being checked. → Wait for \`Retry-After\`.
503 try_again: Another request changed the same record at the same time. → Send the request again.
`;

/** Codes of single entries: in \`errors\` of a problem, and in \`reasons\` of a transition. */
const ENTRIES = `
400 already_transferred: The lead is transferred. → Use its sale.
400 no_business_domain: The lead has no business domain. → Set \`business_domain\`.
400 not_qualified: The lead is not in the stage \`qualified\`. → Move it there first.
400 not_scored: The lead has no score. → Call \`POST /leads/{id}/analyze\`.
400 same_stage: The record is in this stage. → Send \`before_id\` or \`after_id\` to move the card within it.
400 score_too_low: The score is below the minimum for transfer. → Score the lead again when more is known.
400 stage_backward: Stages go forward only. → Undo the last move within ten seconds, or go on.
400 stage_final: The stage is final. → Renew the lead to start again.
400 stage_skipped: The stage is more than one step ahead. → Move one step at a time.
422 common_password: The password is easy to guess. → Choose another one.
422 custom: The value breaks a rule that \`detail\` names. → Correct the value.
422 invalid: The value is not valid; \`detail\` says why. → Correct the value.
422 invalid_element: An item of the list is not valid. → Correct the item.
422 invalid_format: The text does not have the required format. → Correct the text.
422 invalid_json: The body is not valid JSON in UTF-8. → Correct the body.
422 invalid_key: A name in the object is not valid. → Correct the name.
422 invalid_text: The text contains NUL or broken Unicode. → Remove those characters.
422 invalid_type: The value is missing, or it has another type. → Send the type that the schema names.
422 invalid_union: The value fits none of the allowed forms. → Send one of them.
422 invalid_value: The value is not one of the allowed values. → Send one of them.
422 lost_reason_required: A loss needs a reason. → Send \`lost_reason\`.
422 no_api_key: No API key of the AI provider is configured. → Set \`OPENAI_API_KEY\`, or choose another provider.
422 not_multiple_of: The number has too many decimals. → Round it.
422 nothing_applicable: The change applies to none of the leads. → Choose other leads.
422 nothing_matches: No lead matches the filter. → Change the filter.
422 operator_inactive: The operator is inactive. → Choose another operator, or activate this one.
422 own_second_factor_first: Your account has no second factor. → Set one up, then require it of others.
422 period_too_long: The period is longer than ten years. → Choose a shorter period.
422 same_operator: The operator is the one whose work is handed over. → Choose another operator.
422 same_password: The new password is the current one. → Choose another one.
422 too_big: The value is larger, or longer, than allowed; \`params.limit\` is the maximum. → Send less.
422 too_deep: The body is nested too deeply. → Send a flatter body.
422 too_many_match: More leads match than one job may change. → Narrow the filter.
422 too_many_points: The period has too many days for daily figures. → Choose the interval \`week\` or \`month\`.
422 too_small: The value is smaller, or shorter, than allowed; \`params.limit\` is the minimum. → Send more.
422 unknown_card: No card with this id is on the board, or you cannot see it. → Read the board again.
422 unknown_department: The workspace has no such department. → Use an id of \`GET /departments\`.
422 unknown_lead: The workspace has no such lead, or you cannot see it. → Use an id of \`GET /leads\`.
422 unknown_operator: The workspace has no such operator. → Use an id of \`GET /operators\`.
422 unknown_source: The workspace has no such source. → Use a code of \`GET /sources\`.
422 unknown_user: The workspace has no such person. → Use an id of \`GET /users\`.
422 unrecognized_keys: The field or parameter is unknown. → Remove it.
422 wrong_code: The code is wrong. → Send the code that the app shows now.
422 wrong_password: The current password is wrong. → Send the right one.
`;

const codesOf = (table: string): ProblemCode[] =>
  [...table.matchAll(/^(\d{3}) (\w+): (.+) → (.+)$/gm)].map(
    ([, status, code = "", meaning = "", action = ""]) => ({
      status: Number(status),
      code,
      meaning,
      action,
    }),
  );

export const problemCodes = codesOf(PROBLEMS);
export const entryCodes = codesOf(ENTRIES);

const tableOf = (codes: ProblemCode[]): string =>
  [
    "| Status | Code | Meaning | What to do |",
    "|---|---|---|---|",
    ...codes.map(
      ({ status, code, meaning, action }) => `| ${status} | \`${code}\` | ${meaning} | ${action} |`,
    ),
  ].join("\n");

/** The codes as a chapter of the OpenAPI document. */
export const problemCodesChapter = `## Error codes

A problem has one of these codes in \`code\`. More codes may be added.

${tableOf(problemCodes)}

The entries of \`errors\`, and the \`reasons\` of a transition, have one of these codes.

${tableOf(entryCodes)}`;
