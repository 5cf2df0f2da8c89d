// The drawings of the pages, all in one 20 × 20 grid, decorative: names are given by the buttons around them.
import type { ComponentChildren } from "preact";

function Icon({ children, solid }: { children: ComponentChildren; solid?: boolean }) {
  return (
    <svg class={solid ? "icon icon-solid" : "icon"} viewBox="0 0 20 20" aria-hidden="true" focusable="false">
      {children}
    </svg>
  );
}

export const Bars = () => (
  <Icon solid>
    <rect x="2" y="8" width="2.6" height="5" rx="1.3" />
    <rect x="6.4" y="4" width="2.6" height="12" rx="1.3" />
    <rect x="10.8" y="6.5" width="2.6" height="7.5" rx="1.3" />
    <rect x="15.2" y="8.5" width="2.6" height="3.5" rx="1.3" />
  </Icon>
);
export const Close = () => (
  <Icon>
    <path d="M5 5l10 10M15 5L5 15" />
  </Icon>
);
export const Back = () => (
  <Icon>
    <path d="M12 4l-6 6 6 6" />
  </Icon>
);
export const Forward = () => (
  <Icon>
    <path d="M8 4l6 6-6 6" />
  </Icon>
);
export const Down = () => (
  <Icon>
    <path d="M10 4v12M5 11l5 5 5-5" />
  </Icon>
);
export const Chevron = () => (
  <Icon>
    <path d="M5 7.5l5 5 5-5" />
  </Icon>
);
export const Search = () => (
  <Icon>
    <circle cx="9" cy="9" r="5.5" />
    <path d="M13.2 13.2L17 17" />
  </Icon>
);
export const Send = () => (
  <Icon solid>
    <path d="M3 3.4l14.2 6.1a.6.6 0 010 1L3 16.6l1.6-5.6 6.4-1-6.4-1z" />
  </Icon>
);
export const Person = () => (
  <Icon>
    <circle cx="10" cy="6.5" r="3.2" />
    <path d="M3.8 17c.6-3.6 3-5.4 6.2-5.4s5.6 1.8 6.2 5.4" />
  </Icon>
);
export const Check = () => (
  <Icon>
    <path d="M4 10.500l4 4 8-9" />
  </Icon>
);
export const Cross = () => (
  <Icon>
    <path d="M6 6l8 8M14 6l-8 8" />
  </Icon>
);
export const Clock = () => (
  <Icon>
    <circle cx="10" cy="10" r="7" />
    <path d="M10 6v4.300l2.8 1.7" />
  </Icon>
);
export const Alert = () => (
  <Icon>
    <path d="M10 3.200l7.4 13H2.600z" />
    <path d="M10 8v3.600M10 13.800v.2" />
  </Icon>
);
export const Page = () => (
  <Icon>
    <path d="M5 2.800h7l3.5 3.500v10.900H5z" />
    <path d="M7.7 9.500h5M7.7 12.500h5" />
  </Icon>
);
export const Lock = () => (
  <Icon>
    <rect x="4.5" y="9" width="11" height="8" rx="2" />
    <path d="M7 9V6.500a3 3 0 016 0V9" />
  </Icon>
);
export const Ticket = () => (
  <Icon>
    <path d="M3 6.500h14v2.200a1.5 1.5 0 000 2.800v2.200H3v-2.200a1.5 1.5 0 000-2.800z" />
    <path d="M12 6.500v7" />
  </Icon>
);
export const Bell = () => (
  <Icon>
    <path d="M5 13.500V9a5 5 0 0110 0v4.500l1.2 1.500H3.800zM8.3 17h3.4" />
  </Icon>
);
export const BellOff = () => (
  <Icon>
    <path d="M5 13.500V9a5 5 0 0110 0v4.500l1.2 1.500H3.800zM8.3 17h3.400M3 3l14 14" />
  </Icon>
);
export const Keyboard = () => (
  <Icon>
    <rect x="2.5" y="5" width="15" height="10" rx="2" />
    <path d="M6 8.500h.1M10 8.500h.1M14 8.500h.1M7 12h6" />
  </Icon>
);
export const Swap = () => (
  <Icon>
    <path d="M4 7h11l-3-3M16 13H5l3 3" />
  </Icon>
);
export const Star = ({ full }: { full: boolean }) => (
  <Icon solid={full}>
    <path d="M10 2.600l2.3 4.7 5.2.7-3.8 3.6.9 5.100L10 14.300l-4.6 2.4.9-5.100L2.5 8l5.2-.7z" />
  </Icon>
);
export const Minus = () => (
  <Icon>
    <path d="M5 10h10" />
  </Icon>
);
export const Question = () => (
  <Icon>
    <path d="M7.2 7.500a2.8 2.8 0 115 1.800c-.9 1-2.2 1.3-2.2 2.900M10 15v.1" />
  </Icon>
);
export const Out = () => (
  <Icon>
    <path d="M8 3.500H4v13h4M12.5 6.500L16 10l-3.5 3.500M16 10H8" />
  </Icon>
);
