/** The icons in use, each from its own file: the package as a whole is megabytes. */

export { Add16Regular as AddIcon } from '@fluentui/react-icons/svg/add';
export { ArrowSync16Regular as RefitIcon } from '@fluentui/react-icons/svg/arrow-sync';
export { CheckmarkCircle16Filled as DoneIcon } from '@fluentui/react-icons/svg/checkmark-circle';
export { Checkmark16Regular as CheckIcon } from '@fluentui/react-icons/svg/checkmark';
export { ChevronDown12Regular as ChipChevronIcon } from '@fluentui/react-icons/svg/chevron-down';
export { ChevronRight16Regular as DiscloseIcon } from '@fluentui/react-icons/svg/chevron-right';
export { Circle16Regular as IdleIcon } from '@fluentui/react-icons/svg/circle';
export { Copy16Regular as CopyIcon } from '@fluentui/react-icons/svg/copy';
export { Delete16Regular as RemoveIcon } from '@fluentui/react-icons/svg/delete';
export { Dismiss12Regular as DismissIcon } from '@fluentui/react-icons/svg/dismiss';
export { ErrorCircle16Filled as ErrorIcon } from '@fluentui/react-icons/svg/error-circle';
export { Lightbulb16Regular as AdviceIcon } from '@fluentui/react-icons/svg/lightbulb';
export { Dismiss20Regular as CloseLargeIcon } from '@fluentui/react-icons/svg/dismiss';
export { FullScreenMaximize16Regular as OpenLargeIcon } from '@fluentui/react-icons/svg/full-screen-maximize';
export { MoreHorizontal16Regular as MoreIcon } from '@fluentui/react-icons/svg/more-horizontal';
export { NumberSymbol16Regular as NumberIcon } from '@fluentui/react-icons/svg/number-symbol';
export { Play16Filled as FitIcon } from '@fluentui/react-icons/svg/play';
export { Table16Regular as RangeIcon } from '@fluentui/react-icons/svg/table';
export { Tag16Regular as GroupIcon } from '@fluentui/react-icons/svg/tag';
export { MathFormula16Regular as TransformIcon } from '@fluentui/react-icons/svg/math-formula';
export { Dismiss16Regular as InteractionIcon } from '@fluentui/react-icons/svg/dismiss';
export { Warning16Filled as WarningIcon } from '@fluentui/react-icons/svg/warning';
export { DataScatter20Regular as InsertChartIcon } from '@fluentui/react-icons/svg/data-scatter';
export { ImageAdd20Regular as InsertPictureIcon } from '@fluentui/react-icons/svg/image-add';
export { ImageCopy20Regular as CopyPictureIcon } from '@fluentui/react-icons/svg/image-copy';
