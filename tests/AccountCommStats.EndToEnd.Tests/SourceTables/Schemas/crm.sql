-- Tables of an object mapper that keeps capitals, with keys per tenant, declared as two columns; runs on PostgreSQL and DuckDB.
create table "Company" (
  "id" bigint not null, "tenantId" bigint not null, "title" text not null, "accountManagerId" bigint, "arr" double precision,
  primary key ("tenantId", "id"));
create table "Employee" (
  "id" bigint not null, "tenantId" bigint not null, "fullName" text not null, primary key ("tenantId", "id"));
create table "Email" (
  "id" bigint not null, "tenantId" bigint not null, "companyId" bigint not null, "threadId" bigint not null, "receivedAt" timestamp not null,
  "isIncoming" boolean not null, "employeeId" bigint, "deletedAt" timestamp, primary key ("tenantId", "id"),
  foreign key ("tenantId", "companyId") references "Company" ("tenantId", "id"));
create table "Meeting" (
  "id" bigint not null, "tenantId" bigint not null, "companyId" bigint not null, "startsAt" timestamptz not null, "endsAt" timestamptz not null,
  "order" integer, primary key ("tenantId", "id"));
