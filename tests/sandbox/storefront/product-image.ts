/** A quiet picture for a product, always the same for the same handle. */
export function productImage(handle: string): string {
  let hash = 7;
  for (const letter of handle) hash = (hash * 31 + letter.charCodeAt(0)) % 100_003;
  const hue = hash % 360;
  const second = (hue + 40) % 360;
  const turn = hash % 90;
  const shapes = [
    `<circle cx="200" cy="215" r="${90 + (hash % 40)}" fill="hsl(${second} 45% 62%)"/>`,
    `<path d="M200 330C110 330 90 220 120 130c50 10 110 60 80 200z" fill="hsl(${hue} 38% 40%)" transform="rotate(${turn} 200 215)"/>`,
    `<rect x="175" y="120" width="50" height="190" rx="24" fill="hsl(${hue} 30% 96%)" opacity=".75" transform="rotate(${-turn / 2} 200 215)"/>`,
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 400" width="400" height="400"><rect width="400" height="400" fill="hsl(${hue} 32% 90%)"/>${shapes.join('')}</svg>`;
}
