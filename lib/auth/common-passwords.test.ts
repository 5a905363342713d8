import { randomBytes, randomUUID } from "node:crypto";
import { expect, test } from "vitest";
import { isEasyToGuess } from "./common-passwords.ts";

const person = { email: "olena.hnatiuk@orbita.example", name: "Олена Гнатюк" };

test.each([
  "password12",
  "Password1234",
  "P@ssw0rd123!",
  "1234567890",
  "qwertyuiop",
  "qwerty12345",
  "iloveyou123",
  "Iloveyou12",
  "aaaaaaaaaaaa",
  "Summer2026!",
  "1q2w3e4r5t",
  "0123456789",
])("%s is refused as common or almost common", async (password) => {
  expect(await isEasyToGuess(password, person)).toBe(true);
});

test.each(["пароль12345", "йцукенгшщз", "привет1234"])(
  "%s is refused, because its keys on a Latin keyboard are common",
  async (password) => {
    expect(await isEasyToGuess(password, person)).toBe(true);
  },
);

test.each([
  "leadline2026",
  "Leadline123!",
  "L3adline2026",
  "leadlineleadline",
  "olena.hnatiuk@orbita.example",
  "olena.hnatiuk",
  "hnatiuk2026",
  "orbita123456",
  "Олена Гнатюк",
])("%s is refused, because it is made of the person's or Leadline's name", async (password) => {
  expect(await isEasyToGuess(password, person)).toBe(true);
});

test.each(["correct horse battery", "three brown owls sing", "кохання росте повільно", "a-long-password"])(
  "%s is accepted",
  async (password) => {
    expect(await isEasyToGuess(password, person)).toBe(false);
  },
);

test("the passwords that Leadline generates are never refused", async () => {
  for (let count = 0; count < 50; count += 1) {
    expect(await isEasyToGuess(randomBytes(9).toString("base64url"), person)).toBe(false);
  }
  expect(await isEasyToGuess(randomUUID(), person)).toBe(false);
});

test("a long password is checked quickly", async () => {
  await isEasyToGuess("warm-up-of-the-lists", person);
  for (const password of [
    "p4ssw0rd!".repeat(22),
    "2026".repeat(50),
    "4@3$1!0".repeat(28),
    "йцу".repeat(66),
  ]) {
    const began = performance.now();
    await isEasyToGuess(password, person);
    expect(performance.now() - began).toBeLessThan(1_000);
  }
});
