#include "native/storage/staff.h"

#include "native/storage/audit.h"

namespace returns::storage {

Status Staff::put(const StaffMember& member, Instant now) {
  return database_.write([&](Session& sql) -> Status {
    const long long at = now.seconds;
    sql.run("DELETE FROM staff_sessions WHERE staff = :name", soci::use(member.name));
    if (sql.change("UPDATE staff SET role = :role, password = :password WHERE name = :name", soci::use(member.role),
                   soci::use(member.password), soci::use(member.name))
        == 0)
      sql.run("INSERT INTO staff (name, role, password, created_at) VALUES (:name, :role, :password, :at)",
              soci::use(member.name), soci::use(member.role), soci::use(member.password), soci::use(at));
    append_audit(sql, now, {.kind = "staff_set", .subject = member.name, .detail = {{"role", member.role}}});
    return Done{};
  });
}

Outcome<std::optional<StaffMember>> Staff::find(const std::string& name) {
  return database_.read([&](Session& sql) -> Outcome<std::optional<StaffMember>> {
    StaffMember member;
    const bool found = sql.run("SELECT name, role, password FROM staff WHERE name = :name", soci::into(member.name),
                               soci::into(member.role), soci::into(member.password), soci::use(name));
    return found ? std::optional<StaffMember>{member} : std::nullopt;
  });
}

Outcome<std::vector<StaffMember>> Staff::all() {
  return database_.read([&](Session& sql) -> Outcome<std::vector<StaffMember>> {
    std::vector<StaffMember> members;
    StaffMember member;
    sql.rows(
        "SELECT name, role FROM staff ORDER BY name", [&] { members.push_back(member); }, soci::into(member.name),
        soci::into(member.role));
    return members;
  });
}

Status Staff::begin_session(const std::string& hash, const std::string& name, Instant expires_at, Instant now) {
  return database_.write([&](Session& sql) -> Status {
    const long long current = now.seconds;
    const long long expires = expires_at.seconds;
    sql.run("DELETE FROM staff_sessions WHERE expires_at <= :now", soci::use(current));
    sql.run("INSERT INTO staff_sessions (hash, staff, expires_at) VALUES (:hash, :staff, :expires)", soci::use(hash),
            soci::use(name), soci::use(expires));
    append_audit(sql, now, {.kind = "staff_signed_in", .subject = name});
    return Done{};
  });
}

Outcome<std::optional<StaffMember>> Staff::of_session(const std::string& hash, Instant now) {
  return database_.read([&](Session& sql) -> Outcome<std::optional<StaffMember>> {
    const long long current = now.seconds;
    StaffMember member;
    const bool found = sql.run(
        "SELECT s.name, s.role FROM staff_sessions x JOIN staff s ON s.name = x.staff WHERE x.hash = :hash AND "
        "x.expires_at > :now",
        soci::into(member.name), soci::into(member.role), soci::use(hash), soci::use(current));
    return found ? std::optional<StaffMember>{member} : std::nullopt;
  });
}

Status Staff::end_session(const std::string& hash) {
  return database_.write([&](Session& sql) -> Status {
    sql.run("DELETE FROM staff_sessions WHERE hash = :hash", soci::use(hash));
    return Done{};
  });
}

}  // namespace returns::storage
