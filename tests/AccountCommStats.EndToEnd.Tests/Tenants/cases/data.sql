-- Three organizations and some more, with ids that they share. What says FOREIGN, and what is about account 901, is not organization 1's.
insert into customer values (1,1,'own-cust',11,100),(2,1,'own-cust2',null,200),(901,2,'FOREIGN-cust',21,900),(1,2,'FOREIGN-cust-id1',11,901),
  (1,3,'FOREIGN-cust3-id1',1,902),(2,3,'FOREIGN-cust3-id2',11,903),(901,3,'FOREIGN-cust3',31,904);
insert into users values (11,1,'own-user',10),(1,1,'own-user-1',11),(901,2,'FOREIGN-user',99),(1,2,'FOREIGN-user-id1',98),(2,2,'FOREIGN-user-id2',97),
  (11,3,'FOREIGN-user3-id11',96),(1,3,'FOREIGN-user3-id1',95),(31,3,'FOREIGN-user3',94);
insert into users values (5,16777216,'FOREIGN-2pow24',1),(6,16777217,'own-2pow24+1',1);
insert into user_api_token values (1,1,11,'email','google','own-secret','2025-01-01',null),(1,2,901,'chat','FOREIGN-provider','FOREIGN-secret','2025-01-01',null),
  (2,3,1,'chat','FOREIGN-provider3','FOREIGN-secret3','2025-01-01',null);
insert into email_prop values (1,1,1,1,'2025-01-01','team',11,true,'positive'),(901,2,901,1,'2025-01-01','team',21,true,'positive'),(902,2,901,1,'2025-01-02','team',21,true,'positive'),
  (1,3,1,1,'2025-01-03','account',31,true,'FOREIGN'),(2,3,2,1,'2025-01-04','account',31,true,'FOREIGN');
insert into ticket values (1,1,1,'2025-01-01',11),(1,2,901,'2025-01-02',901),(1,3,1,'2025-01-03',1);
insert into ticket_comment values (1,1,1,'2025-01-01','team',11),(2,2,1,'2025-01-02','FOREIGN',901),(3,3,1,'2025-01-03','FOREIGN',1);
create schema archive;
create table archive.users (id bigint, organization_id bigint, full_name varchar(100), hourly_cost numeric(10,2));
insert into archive.users values (77,2,'FOREIGN-archive',1);
create view all_users as select id, organization_id, full_name from users;
analyze;
