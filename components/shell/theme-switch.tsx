import { Moon, Sun } from "lucide-react";
import { ThemeButton } from "./theme-button.tsx";

/** Switches between light and dark. Its icons are rendered on the server, so that they add no script. */
export function ThemeSwitch() {
  return (
    <ThemeButton>
      <Moon size={16} className="icon dark:hidden" aria-hidden />
      <Sun size={16} className="icon hidden dark:block" aria-hidden />
    </ThemeButton>
  );
}
