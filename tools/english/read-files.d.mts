export declare function isRead(path: string): boolean;
