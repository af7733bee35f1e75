/** Registers every custom function with Univer: what it computes, and what autocomplete and parameter hints say of it. */

import { ICommandService } from '@univerjs/core';
import {
  type BaseReferenceObject,
  FunctionType,
  type FunctionVariantType,
  IDescriptionService,
  IFunctionService,
  SetTriggerFormulaCalculationStartMutation,
} from '@univerjs/preset-sheets-core';
import type { CustomFunction } from '../../functions/index';
import { rangeAddress } from '../addresses';
import type { Spreadsheet } from '../univer';
import { HostFunction, type Surroundings } from './hostFunction';
import type { ErrorMessages } from './messages';
import { asDirtyRange, type Place } from './places';

/** As much of functions.json as is shown. */
export interface FunctionsMetadata {
  readonly functions: readonly {
    readonly id: string;
    readonly description: string;
    readonly parameters: readonly {
      readonly name: string;
      readonly description: string;
      readonly optional?: boolean;
      readonly dimensionality?: string;
    }[];
  }[];
}

export function registerFunctions(
  spreadsheet: Spreadsheet,
  functions: Readonly<Record<string, CustomFunction>>,
  metadata: FunctionsMetadata,
  messages: ErrorMessages,
  onBlock: Surroundings['onBlock'] = () => undefined,
): void {
  const surroundings: Surroundings = {
    onBlock,
    onMessage: (place, message) => messages.set(place, message),
    recalculate: (places) => recalculate(spreadsheet, places),
    addressOf: (argument) => addressOf(spreadsheet, argument),
  };
  const known = metadata.functions.filter(({ id }) => functions[id] !== undefined);
  spreadsheet
    .get<IFunctionService>(IFunctionService)
    .registerExecutors(
      ...known.map(({ id, parameters }) => new HostFunction(id, functions[id], parameters, surroundings)),
    );
  spreadsheet.get<IDescriptionService>(IDescriptionService).registerDescriptions(
    known.map(({ id, description, parameters }) => ({
      functionName: id,
      functionType: FunctionType.User,
      description,
      abstract: description,
      functionParameter: parameters.map((parameter) => ({
        name: parameter.name,
        detail: parameter.description,
        example: '',
        require: parameter.optional === true ? 0 : 1,
        repeat: 0,
      })),
    })),
  );
}

/** Marks formulas as changed, so that they and what depends on them are calculated. */
function recalculate(spreadsheet: Spreadsheet, places: readonly Place[]): void {
  void spreadsheet
    .get<ICommandService>(ICommandService)
    .executeCommand(
      SetTriggerFormulaCalculationStartMutation.id,
      { dirtyRanges: places.map(asDirtyRange) },
      { onlyLocal: true },
    );
}

function addressOf(spreadsheet: Spreadsheet, argument: FunctionVariantType): string | null {
  if (!argument.isReferenceObject()) return null;
  const reference = argument as BaseReferenceObject;
  const sheet = spreadsheet.api
    .getWorkbook(reference.getUnitId())
    ?.getSheetBySheetId(reference.getSheetId())
    ?.getSheetName();
  return rangeAddress(reference.getRangePosition(), sheet);
}
