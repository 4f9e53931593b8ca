#include "native/storage/engine.h"

namespace returns::storage {

std::unique_ptr<Engine> make_engine(const Place& place) {
  return place.on_server() ? make_postgresql(place.url) : make_sqlite(place.file);
}

Failure failure_in_flight() {
  try {
    throw;
  } catch (const EngineFault& fault) {
    return fault.failure();
  } catch (const soci::soci_error& error) {
    Failure failure;
    if (sqlite_failure(error, failure) || postgresql_failure(error, failure)) return failure;
  } catch (const std::exception&) {  // NOLINT(bugprone-empty-catch): what it is follows
  }
  return {FailureCode::Broken, "database: a row is not what the schema says"};
}

}  // namespace returns::storage
