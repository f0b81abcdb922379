-- A data file as the first version left it: the first steps of the framework's schema and of CloudMonitor's.
PRAGMA application_id = 1280931182;
CREATE TABLE schema_step (part TEXT NOT NULL PRIMARY KEY, done BIGINT NOT NULL);
INSERT INTO schema_step VALUES ('core', 2), ('cms', 5);
CREATE TABLE outbox (
    id BIGINT NOT NULL PRIMARY KEY, total BIGINT NOT NULL DEFAULT 0, at BIGINT NOT NULL, account TEXT NOT NULL,
    product TEXT NOT NULL, channel TEXT NOT NULL, recipient TEXT NOT NULL, contact TEXT,
    subject TEXT NOT NULL, body TEXT NOT NULL, link TEXT, request TEXT
);
CREATE TABLE tally (
    account TEXT NOT NULL, kind TEXT NOT NULL, held BIGINT NOT NULL, last BIGINT NOT NULL,
    PRIMARY KEY (account, kind)
);
CREATE TABLE cms_contact (
    account TEXT NOT NULL, seq BIGINT NOT NULL, name TEXT NOT NULL, about TEXT NOT NULL,
    lang TEXT, mail TEXT, mail_pending TEXT, sms TEXT, sms_pending TEXT, aliim TEXT, ding TEXT,
    made BIGINT NOT NULL, changed BIGINT NOT NULL,
    PRIMARY KEY (account, seq), UNIQUE (account, name)
);
CREATE TABLE cms_group (
    account TEXT NOT NULL, seq BIGINT NOT NULL, name TEXT NOT NULL, about TEXT NOT NULL,
    subscribed BIGINT NOT NULL, made BIGINT NOT NULL, changed BIGINT NOT NULL,
    PRIMARY KEY (account, seq), UNIQUE (account, name)
);
CREATE TABLE cms_member (
    account TEXT NOT NULL, grp BIGINT NOT NULL, place BIGINT NOT NULL, contact BIGINT NOT NULL,
    PRIMARY KEY (account, contact, grp),
    FOREIGN KEY (account, grp) REFERENCES cms_group ON DELETE CASCADE,
    FOREIGN KEY (account, contact) REFERENCES cms_contact ON DELETE CASCADE
);
CREATE INDEX cms_member_of ON cms_member (account, grp, place);
CREATE TABLE cms_activation (
    account TEXT NOT NULL, contact BIGINT NOT NULL, channel TEXT NOT NULL,
    token TEXT NOT NULL UNIQUE, value TEXT NOT NULL, made BIGINT NOT NULL,
    PRIMARY KEY (account, contact, channel),
    FOREIGN KEY (account, contact) REFERENCES cms_contact ON DELETE CASCADE
);
INSERT INTO tally VALUES ('1000000000000001', 'cms_contact', 1, 1), ('1000000000000001', 'cms_group', 1, 1);
INSERT INTO cms_contact (account, seq, name, about, ding, made, changed)
    VALUES ('1000000000000001', 1, 'Old', 'From before', 'https://example.com', 1, 2);
INSERT INTO cms_group VALUES ('1000000000000001', 1, 'old', '', 1, 1, 2);
INSERT INTO cms_member VALUES ('1000000000000001', 1, 1, 1);
