export declare const ASSEMBLY: string;
export declare function sourcesDigest(): string;
