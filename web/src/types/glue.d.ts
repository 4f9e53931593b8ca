// What Emscripten makes of a module; web/build-script-tag.mjs says where it lies.
declare module 'returns-glue/*' {
  const factory: (options: object) => Promise<any>;
  export default factory;
}
