// The functions of libpq that SOCI and we call. Only those who keep their database on PostgreSQL need the library.

#include <libpq-fe.h>

#include "native/support/on_demand.h"

namespace {
constexpr const char* kLibpq = "libpq.so.5";
}  // namespace

#define PQ(result, name, parameters, arguments) RETURNS_ON_DEMAND(kLibpq, result, name, parameters, arguments)

PQ(void, PQclear, (PGresult * res), (res))
PQ(char*, PQcmdTuples, (PGresult * res), (res))
PQ(PGconn*, PQconnectdb, (const char* info), (info))
PQ(void, PQconninfoFree, (PQconninfoOption * options), (options))
PQ(PQconninfoOption*, PQconninfoParse, (const char* info, char** problem), (info, problem))
PQ(char*, PQerrorMessage, (const PGconn* conn), (conn))
PQ(PGresult*, PQexec, (PGconn * conn, const char* query), (conn, query))
PQ(PGresult*, PQexecParams,
   (PGconn * conn, const char* command, int count, const Oid* types, const char* const* values, const int* lengths,
    const int* formats, int format),
   (conn, command, count, types, values, lengths, formats, format))
PQ(PGresult*, PQexecPrepared,
   (PGconn * conn, const char* name, int count, const char* const* values, const int* lengths, const int* formats,
    int format),
   (conn, name, count, values, lengths, formats, format))
PQ(int, PQfformat, (const PGresult* res, int field), (res, field))
PQ(void, PQfinish, (PGconn * conn), (conn))
PQ(char*, PQfname, (const PGresult* res, int field), (res, field))
PQ(void, PQfreemem, (void* memory), (memory))
PQ(int, PQfsize, (const PGresult* res, int field), (res, field))
PQ(Oid, PQftype, (const PGresult* res, int field), (res, field))
PQ(PGresult*, PQgetResult, (PGconn * conn), (conn))
PQ(int, PQgetisnull, (const PGresult* res, int row, int field), (res, row, field))
PQ(char*, PQgetvalue, (const PGresult* res, int row, int field), (res, row, field))
PQ(int, PQnfields, (const PGresult* res), (res))
PQ(int, PQntuples, (const PGresult* res), (res))
PQ(PGresult*, PQprepare, (PGconn * conn, const char* name, const char* query, int count, const Oid* types),
   (conn, name, query, count, types))
PQ(char*, PQresultErrorField, (const PGresult* res, int field), (res, field))
PQ(char*, PQresultErrorMessage, (const PGresult* res), (res))
PQ(ExecStatusType, PQresultStatus, (const PGresult* res), (res))
PQ(int, PQsendPrepare, (PGconn * conn, const char* name, const char* query, int count, const Oid* types),
   (conn, name, query, count, types))
PQ(int, PQsendQuery, (PGconn * conn, const char* query), (conn, query))
PQ(int, PQsendQueryParams,
   (PGconn * conn, const char* command, int count, const Oid* types, const char* const* values, const int* lengths,
    const int* formats, int format),
   (conn, command, count, types, values, lengths, formats, format))
PQ(int, PQsendQueryPrepared,
   (PGconn * conn, const char* name, int count, const char* const* values, const int* lengths, const int* formats,
    int format),
   (conn, name, count, values, lengths, formats, format))
PQ(int, PQserverVersion, (const PGconn* conn), (conn))
PQ(PQnoticeProcessor, PQsetNoticeProcessor, (PGconn * conn, PQnoticeProcessor hear, void* with), (conn, hear, with))
PQ(int, PQsetSingleRowMode, (PGconn * conn), (conn))
PQ(ConnStatusType, PQstatus, (const PGconn* conn), (conn))
PQ(PGTransactionStatusType, PQtransactionStatus, (const PGconn* conn), (conn))
PQ(int, lo_close, (PGconn * conn, int object), (conn, object))
PQ(int, lo_lseek, (PGconn * conn, int object, int offset, int whence), (conn, object, offset, whence))
PQ(int, lo_open, (PGconn * conn, Oid id, int mode), (conn, id, mode))
PQ(int, lo_read, (PGconn * conn, int object, char* into, size_t length), (conn, object, into, length))
PQ(int, lo_write, (PGconn * conn, int object, const char* from, size_t length), (conn, object, from, length))
