export declare const ASSEMBLY: string;
export declare const MODULES: Readonly<Record<string, string>>;
export declare function sourcesDigest(): string;
