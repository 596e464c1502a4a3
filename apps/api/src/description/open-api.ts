/** A part of a JSON Schema, as far as the description uses it. */
export interface SchemaPart {
  readonly $ref?: string;
  readonly description?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, SchemaPart>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: SchemaPart | boolean;
  readonly items?: SchemaPart | boolean;
  readonly prefixItems?: readonly SchemaPart[];
  readonly anyOf?: readonly SchemaPart[];
  readonly minimum?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly maxLength?: number;
  readonly contentEncoding?: string;
}

/** Something shown: a request or an answer. */
export interface Example {
  readonly summary: string;
  readonly value: unknown;
}

/** Contents by their media types. */
export type Contents = Readonly<
  Record<string, { readonly schema: SchemaPart; readonly examples?: Readonly<Record<string, Example>> }>
>;

/** A parameter of a request. */
export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly description: string;
  readonly example?: string;
}

/** A reference to another part of the description. */
export interface Reference {
  readonly $ref: string;
}

/** An answer. */
export interface ApiResponse {
  readonly description: string;
  readonly headers?: Readonly<Record<string, Reference>>;
  readonly content: Contents;
}

/** A route and method. */
export interface ApiOperation {
  readonly operationId: string;
  readonly tags: readonly string[];
  readonly summary: string;
  readonly description?: string;
  readonly parameters?: readonly Reference[];
  readonly requestBody?: { readonly content: Contents };
  readonly responses: Readonly<Record<string, ApiResponse | Reference>>;
}

/** The description of the service, as far as its page reads it. */
export interface OpenApi {
  readonly info: {
    readonly title: string;
    readonly version: string;
    readonly summary: string;
    readonly description: string;
  };
  readonly tags: readonly { readonly name: string; readonly description: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, ApiOperation>>>>;
  readonly components: {
    readonly schemas: Readonly<Record<string, SchemaPart>>;
    readonly parameters: Readonly<Record<string, Parameter>>;
    readonly headers: Readonly<Record<string, { readonly description: string }>>;
    readonly responses: Readonly<Record<string, ApiResponse>>;
  };
}

/** The name that a reference ends in: `#/components/schemas/Health` is `Health`. */
export function nameOf({ $ref }: Reference): string {
  return $ref.slice($ref.lastIndexOf("/") + 1);
}
