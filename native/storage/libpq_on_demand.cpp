// The functions of libpq that SOCI and we call. Only those who keep their database on PostgreSQL need the library.

#include <libpq-fe.h>

#include "native/support/on_demand.h"

namespace {
constexpr const char* kLibpq = "libpq.so.5";
}  // namespace

#define PQ(result, name, parameters, arguments) RETURNS_ON_DEMAND(kLibpq, result, name, parameters, arguments)

PQ(void, PQclear, (PGresult * res), (res))
PQ(char*, PQcmdTuples, (PGresult * res), (res))
PQ(PGconn*, PQconnectdb, (const char* conninfo), (conninfo))
PQ(void, PQconninfoFree, (PQconninfoOption * connOptions), (connOptions))
PQ(PQconninfoOption*, PQconninfoParse, (const char* conninfo, char** errmsg), (conninfo, errmsg))
PQ(char*, PQerrorMessage, (const PGconn* conn), (conn))
PQ(PGresult*, PQexec, (PGconn * conn, const char* query), (conn, query))
PQ(PGresult*, PQexecParams,
   (PGconn * conn, const char* command, int nParams, const Oid* paramTypes, const char* const* paramValues,
    const int* paramLengths, const int* paramFormats, int resultFormat),
   (conn, command, nParams, paramTypes, paramValues, paramLengths, paramFormats, resultFormat))
PQ(PGresult*, PQexecPrepared,
   (PGconn * conn, const char* stmtName, int nParams, const char* const* paramValues, const int* paramLengths,
    const int* paramFormats, int resultFormat),
   (conn, stmtName, nParams, paramValues, paramLengths, paramFormats, resultFormat))
PQ(int, PQfformat, (const PGresult* res, int field_num), (res, field_num))
PQ(void, PQfinish, (PGconn * conn), (conn))
PQ(char*, PQfname, (const PGresult* res, int field_num), (res, field_num))
PQ(void, PQfreemem, (void* ptr), (ptr))
PQ(int, PQfsize, (const PGresult* res, int field_num), (res, field_num))
PQ(Oid, PQftype, (const PGresult* res, int field_num), (res, field_num))
PQ(PGresult*, PQgetResult, (PGconn * conn), (conn))
PQ(int, PQgetisnull, (const PGresult* res, int tup_num, int field_num), (res, tup_num, field_num))
PQ(char*, PQgetvalue, (const PGresult* res, int tup_num, int field_num), (res, tup_num, field_num))
PQ(int, PQnfields, (const PGresult* res), (res))
PQ(int, PQntuples, (const PGresult* res), (res))
PQ(PGresult*, PQprepare, (PGconn * conn, const char* stmtName, const char* query, int nParams, const Oid* paramTypes),
   (conn, stmtName, query, nParams, paramTypes))
PQ(char*, PQresultErrorField, (const PGresult* res, int fieldcode), (res, fieldcode))
PQ(char*, PQresultErrorMessage, (const PGresult* res), (res))
PQ(ExecStatusType, PQresultStatus, (const PGresult* res), (res))
PQ(int, PQsendPrepare, (PGconn * conn, const char* stmtName, const char* query, int nParams, const Oid* paramTypes),
   (conn, stmtName, query, nParams, paramTypes))
PQ(int, PQsendQuery, (PGconn * conn, const char* query), (conn, query))
PQ(int, PQsendQueryParams,
   (PGconn * conn, const char* command, int nParams, const Oid* paramTypes, const char* const* paramValues,
    const int* paramLengths, const int* paramFormats, int resultFormat),
   (conn, command, nParams, paramTypes, paramValues, paramLengths, paramFormats, resultFormat))
PQ(int, PQsendQueryPrepared,
   (PGconn * conn, const char* stmtName, int nParams, const char* const* paramValues, const int* paramLengths,
    const int* paramFormats, int resultFormat),
   (conn, stmtName, nParams, paramValues, paramLengths, paramFormats, resultFormat))
PQ(int, PQserverVersion, (const PGconn* conn), (conn))
PQ(PQnoticeProcessor, PQsetNoticeProcessor, (PGconn * conn, PQnoticeProcessor proc, void* arg), (conn, proc, arg))
PQ(int, PQsetSingleRowMode, (PGconn * conn), (conn))
PQ(ConnStatusType, PQstatus, (const PGconn* conn), (conn))
PQ(PGTransactionStatusType, PQtransactionStatus, (const PGconn* conn), (conn))
PQ(int, lo_close, (PGconn * conn, int fd), (conn, fd))
PQ(int, lo_lseek, (PGconn * conn, int fd, int offset, int whence), (conn, fd, offset, whence))
PQ(int, lo_open, (PGconn * conn, Oid lobjId, int mode), (conn, lobjId, mode))
PQ(int, lo_read, (PGconn * conn, int fd, char* buf, size_t len), (conn, fd, buf, len))
PQ(int, lo_write, (PGconn * conn, int fd, const char* buf, size_t len), (conn, fd, buf, len))
