import { keepChoice } from "#components/api/keep-choice.ts";
import { changeTheme } from "./change-theme.ts";

/** From light to dark or back; until the first time the system decides. */
export function turnTheme(): void {
  const root = document.documentElement;
  const isDark = root.dataset.theme
    ? root.dataset.theme === "dark"
    : window.matchMedia("(prefers-color-scheme: dark)").matches;
  const theme = isDark ? "light" : "dark";
  changeTheme(() => {
    root.dataset.theme = theme;
  });
  keepChoice("theme", theme);
}
