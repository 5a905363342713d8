import { expect, test } from "vitest";
import { mergeContact, readEmail, readPhone } from "./read-contact.ts";

test.each([
  ["(044) 123-45-67", "UA", "+380441234567"],
  ["0441234567", "UA", "+380441234567"],
  ["044 123 45 67 доб. 12", "UA", "+380441234567"],
  ["00380441234567", "UA", "+380441234567"],
  // Telegram leaves the + out.
  ["380441234567", "UA", "+380441234567"],
  ["491701234567", "UA", "+491701234567"],
  ["+44 (0)20 7946 0958", "UA", "+442079460958"],
  ["020 7946 0958", "GB", "+442079460958"],
  ["8 (495) 123-45-67", "RU", "+74951234567"],
  ["０４４１２３４５６７", "UA", "+380441234567"],
])("%j in %s is %s", (written, country, phone) => {
  expect(readPhone(written, country)).toEqual({ phone, phoneWritten: written, phoneIsRaw: false });
});

test("a number in E.164 needs no country and is stored once", () => {
  const read = { phone: "+380441234567", phoneWritten: null, phoneIsRaw: false };
  expect(readPhone("+380441234567", undefined)).toEqual(read);
  expect(readPhone(null, "UA")).toEqual({ phone: null, phoneWritten: null, phoneIsRaw: false });
});

test.each(["12", "call me", "+380", "044 123 45 67, 067 123 45 67", "@olena", "🙂", "+999123456789"])(
  "%j is stored as it is written, and marked as raw",
  (written) => {
    expect(readPhone(written, "UA")).toEqual({ phone: written, phoneWritten: null, phoneIsRaw: true });
  },
);

test("an address is stored in its normal form, any other text as it is written", () => {
  expect(readEmail("Olena@Mail.example")).toEqual({ email: "olena@mail.example", emailIsRaw: false });
  expect(readEmail("олена@пошта.укр")).toEqual({ email: "олена@пошта.укр", emailIsRaw: false });
  expect(readEmail("olena at mail")).toEqual({ email: "olena at mail", emailIsRaw: true });
  expect(readEmail(null)).toEqual({ email: null, emailIsRaw: false });
});

test("known contact data is kept, and missing data is filled in as a whole", () => {
  const known = { name: null, ...readPhone("044 765 43 21", "UA"), ...readEmail(null) };
  const given = { name: "Olena", ...readPhone("0441234567", "UA"), ...readEmail("nowhere") };
  expect(mergeContact(known, given)).toEqual({
    name: "Olena",
    ...readPhone("044 765 43 21", "UA"),
    ...readEmail("nowhere"),
  });
});

test("an unreadable contact is replaced by a readable one only", () => {
  const raw = { name: null, ...readPhone("call me", "UA"), ...readEmail("olena at mail") };
  const readable = { name: null, ...readPhone("0441234567", "UA"), ...readEmail("olena@mail.example") };
  const nothing = { name: null, ...readPhone(null, "UA"), ...readEmail(null) };
  const other = { name: null, ...readPhone("not now", "UA"), ...readEmail("nowhere") };
  expect(mergeContact(raw, readable)).toEqual(readable);
  expect(mergeContact(raw, nothing)).toEqual(raw);
  expect(mergeContact(raw, other)).toEqual(raw);
  expect(mergeContact(readable, raw)).toEqual(readable);
});
