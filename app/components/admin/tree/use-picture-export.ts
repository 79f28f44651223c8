import { useTranslations } from 'use-intl';
import { appBridge } from '#app/components/admin/app-bridge.ts';
import { saveFile } from '#app/components/admin/save-file.ts';
import { pictureFile, pixelsOf } from '#app/components/admin/tree/picture-file.ts';
import type { TreeFigureName } from '#app/components/shared/tree/tree-words.ts';

interface PictureExport {
  /** What the picture's heading says: whose tree, on which day. */
  title: string;
  figure: TreeFigureName;
  fileName: string;
}

/** Saves the picture that is on the page as SVG or PNG, with its day and what its marks mean. */
export function usePictureExport({ title, figure, fileName }: PictureExport) {
  const t = useTranslations('tree');
  const file = () => {
    const picture = document.querySelector<SVGSVGElement>('svg[role="tree"]');
    const legend = t('legend.inWords', { figure: t(`figure.${figure}`) });
    return picture && pictureFile(picture, [title, legend]);
  };
  const failed = () => appBridge()?.toast?.show(t('exportFailed'));
  return {
    svg: () => {
      const drawn = file();
      if (drawn) saveFile(new Blob([drawn.svg], { type: 'image/svg+xml' }), `${fileName}.svg`);
    },
    png: () => {
      const drawn = file();
      if (drawn) void pixelsOf(drawn).then((pixels) => saveFile(pixels, `${fileName}.png`), failed);
    },
  };
}
