import { Moon, Sun } from "lucide-react";
import { ThemeButton } from "./theme-button.tsx";

/** Switches between light and dark. Its icons are drawn on the server, so that they are no script. */
export function ThemeSwitch() {
  return (
    <ThemeButton>
      <Moon size={16} className="icon dark:hidden" aria-hidden />
      <Sun size={16} className="icon hidden dark:block" aria-hidden />
    </ThemeButton>
  );
}
