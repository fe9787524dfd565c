BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('0001');
CREATE TABLE archive_segments (
	number INTEGER NOT NULL, 
	length BIGINT NOT NULL, 
	PRIMARY KEY (number)
);
INSERT INTO "archive_segments" VALUES(0,704);
CREATE TABLE articles (
	seq INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	page INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	url TEXT, 
	title TEXT, 
	credit TEXT, 
	published VARCHAR, 
	language VARCHAR, 
	category TEXT, 
	labels JSON NOT NULL, 
	notes INTEGER NOT NULL, 
	record JSON NOT NULL, 
	PRIMARY KEY (seq), 
	FOREIGN KEY(page) REFERENCES pages (seq), 
	UNIQUE (id)
);
INSERT INTO "articles" VALUES(1,'a2a7870201a1c290be12e',1,0,'https://quill-herald.example/bridge','Bridge reopens at Lower Quill','quill herald','2026-03-02T08:00:00.000000Z','en','Quill Herald','[]',0,'{"title":"Bridge reopens at Lower Quill","paragraphs":["Bridge reopens at Lower Quill 2026-03-02T08:00:00Z The bridge at Lower Quill reopened on Monday after nine weeks of repairs, the road office said. Lorries of more than twelve tonnes still have to take the way over Arden Weir until the summer."],"site":"quill-herald.example","credit":{"name":"Quill Herald","printed":"Quill Herald","basis":"markup","confidence":0.95,"evidence":[{"rule":"markup-credit","says":"JSON-LD publisher","quote":"Quill Herald"}]},"published":{"earliest":"2026-03-02T08:00:00.000000Z","latest":"2026-03-02T08:00:00.000000Z","basis":"markup","likely":"2026-03-02T08:00:00.000000Z","evidence":[{"rule":"markup-time","says":"JSON-LD datePublished","quote":"2026-03-02T08:00:00Z"}]},"language":"en","category":"Quill Herald","url":"https://quill-herald.example/bridge","id":"a2a7870201a1c290be12e","evidence":[{"rule":"markup-title","says":"the headline is that of JSON-LD headline","quote":"Bridge reopens at Lower Quill"}]}');
CREATE TABLE branches (
	article VARCHAR NOT NULL, 
	family VARCHAR NOT NULL, 
	place INTEGER NOT NULL, 
	is_origin BOOLEAN NOT NULL, 
	relation VARCHAR, 
	credited BOOLEAN NOT NULL, 
	uncredited BOOLEAN NOT NULL, 
	taker TEXT, 
	giver TEXT, 
	delay_minutes FLOAT, 
	record JSON, 
	PRIMARY KEY (article)
)
 WITHOUT ROWID

;
INSERT INTO "branches" VALUES('a2a7870201a1c290be12e','f164c00fe7674312a19e7',0,1,NULL,0,0,NULL,NULL,NULL,NULL);
CREATE TABLE differences (
	article VARCHAR NOT NULL, 
	source VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	record JSON NOT NULL, 
	missed JSON NOT NULL, 
	PRIMARY KEY (article)
)
 WITHOUT ROWID

;
CREATE TABLE edges (
	article VARCHAR NOT NULL, 
	other VARCHAR NOT NULL, 
	relation VARCHAR NOT NULL, 
	confidence FLOAT NOT NULL, 
	record JSON NOT NULL, 
	PRIMARY KEY (article, other)
)
 WITHOUT ROWID

;
CREATE TABLE excerpts (
	family VARCHAR NOT NULL, 
	article VARCHAR NOT NULL, 
	record JSON NOT NULL, 
	PRIMARY KEY (family, article)
)
 WITHOUT ROWID

;
CREATE TABLE families (
	id VARCHAR NOT NULL, 
	story VARCHAR, 
	size INTEGER NOT NULL, 
	publisher TEXT, 
	publisher_id TEXT, 
	version INTEGER NOT NULL, 
	origin JSON NOT NULL, 
	PRIMARY KEY (id)
)
 WITHOUT ROWID

;
INSERT INTO "families" VALUES('f164c00fe7674312a19e7','s164c00fe7674312a19e7',1,'quill-herald.example',NULL,1,'{"article":"a2a7870201a1c290be12e","publisher":"quill-herald.example","confidence":0.7,"evidence":[{"rule":"credit","says":"the page credits it to Quill Herald","quote":"Quill Herald"},{"rule":"alone","says":"no other article that we hold is the same piece, and it credits nobody else"}]}');
CREATE TABLE fingerprints (
	fingerprint BIGINT NOT NULL, 
	article INTEGER NOT NULL, 
	PRIMARY KEY (fingerprint, article)
)
 WITHOUT ROWID

;
INSERT INTO "fingerprints" VALUES(1218898134167219567,1);
INSERT INTO "fingerprints" VALUES(1372750356874270196,1);
INSERT INTO "fingerprints" VALUES(1428894925445111897,1);
INSERT INTO "fingerprints" VALUES(1913454022529011173,1);
INSERT INTO "fingerprints" VALUES(3979347015458635074,1);
CREATE TABLE flows (
	giver TEXT NOT NULL, 
	taker TEXT NOT NULL, 
	articles INTEGER NOT NULL, 
	credited INTEGER NOT NULL, 
	PRIMARY KEY (giver, taker)
)
 WITHOUT ROWID

;
CREATE TABLE neighbours (
	story VARCHAR NOT NULL, 
	other VARCHAR NOT NULL, 
	similarity FLOAT NOT NULL, 
	PRIMARY KEY (story, other)
)
 WITHOUT ROWID

;
CREATE TABLE noted_changes (
	article VARCHAR NOT NULL, 
	place INTEGER NOT NULL, 
	what VARCHAR NOT NULL, 
	text TEXT NOT NULL, 
	at VARCHAR NOT NULL, 
	PRIMARY KEY (article, place)
)
 WITHOUT ROWID

;
CREATE TABLE pages (
	seq INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	name TEXT NOT NULL, 
	url TEXT, 
	content_type TEXT, 
	fetched_at VARCHAR, 
	fetched_basis VARCHAR NOT NULL, 
	digest VARCHAR NOT NULL, 
	size BIGINT NOT NULL, 
	segment INTEGER NOT NULL, 
	"offset" BIGINT NOT NULL, 
	length BIGINT NOT NULL, 
	record_digest VARCHAR NOT NULL, 
	PRIMARY KEY (seq), 
	FOREIGN KEY(segment) REFERENCES archive_segments (number), 
	UNIQUE (id)
);
INSERT INTO "pages" VALUES(1,'pe9432d644d2ee91df7fa','bridge.html','https://quill-herald.example/bridge','text/html','2026-03-03T09:00:00.000000Z','given','a0fa13714393e090b74ded0dea2d9f73b502a072cbbfe9effc808e908ab94b0d',769,0,0,704,'caeea57393ccadbc7a1233829c3a5174e0fcdc66297b2e6a14ffaad00e042f93');
CREATE TABLE quarantine (
	id VARCHAR NOT NULL, 
	place TEXT NOT NULL, 
	name TEXT NOT NULL, 
	page VARCHAR, 
	stage VARCHAR NOT NULL, 
	reason TEXT NOT NULL, 
	advice TEXT NOT NULL, 
	first_tried VARCHAR NOT NULL, 
	last_tried VARCHAR NOT NULL, 
	tries INTEGER NOT NULL, 
	resolved_at VARCHAR, 
	PRIMARY KEY (id), 
	UNIQUE (place)
);
CREATE TABLE readings (
	page INTEGER NOT NULL, 
	version INTEGER NOT NULL, 
	kind VARCHAR NOT NULL, 
	title TEXT, 
	articles INTEGER NOT NULL, 
	PRIMARY KEY (page), 
	FOREIGN KEY(page) REFERENCES pages (seq)
);
INSERT INTO "readings" VALUES(1,1,'article','Bridge reopens at Lower Quill',1);
CREATE TABLE stories (
	id VARCHAR NOT NULL, 
	latest VARCHAR NOT NULL, 
	card JSON NOT NULL, 
	PRIMARY KEY (id)
)
 WITHOUT ROWID

;
INSERT INTO "stories" VALUES('s164c00fe7674312a19e7','2026-03-02T08:00:00.000000Z','{"id":"s164c00fe7674312a19e7","headline":"Bridge reopens at Lower Quill","summary":"Bridge reopens at Lower Quill 2026-03-02T08:00:00Z The bridge at Lower Quill reopened on Monday after nine weeks of repairs, the road office said. Lorries of more than twelve tonnes still have to take the way over Arden Weir until the summer.","summary_article":"a2a7870201a1c290be12e","headline_is_title":true,"articles":1,"origins":[{"publisher":"quill-herald.example","publisher_id":null,"articles":1,"seen":true,"families":["f164c00fe7674312a19e7"]}],"first":"2026-03-02T08:00:00.000000Z","latest":"2026-03-02T08:00:00.000000Z","languages":["en"],"corrections":{"corrections":0,"copies_without":0},"categories":["Quill Herald"]}');
CREATE TABLE story_items (
	article INTEGER NOT NULL, 
	story VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	item BLOB NOT NULL, 
	PRIMARY KEY (article)
);
INSERT INTO "story_items" VALUES(1,'s164c00fe7674312a19e7',1,X'0100064C05F937E00000150015002561326137383730323031613163323930626531326573313634633030666537363734333132613139653784B4B0E969E75B0CA30F21350DE3EEDBA8A0B31305949BA4AF24DB6EE21DAE4FB10A7E0AEFEB48DBB2AAEBEFE3FC43B3B3B176C751560E5AB86E1E5C142744FEBE7E43D2EE604E93CC01C7BB9BE6D4D6CC4025955488D9F2DB756C45534C97D5E05CCF1B998B2702EE0F8CA517BCC426F3153146E5C1F70C03DDB2BF0C04E6C306249764DD89BB310B37E19E01A17175183120FF25001D7F1B09DCC93F7C9138235187D93C3CAA7424042D77010047F32782EE4AAA01AB0131F769365820745233C3D51358768F9D3515600618782ACF410D4C0AA8DA53F04CB5557E4BE1304D4E063A0B5CEA8E8555E326FCD2F281AE56DCD550137685A256F8B57EF1561346587103E499C41FE95EDAAB6C90973A2E6AA0C21D1D6B684F6DE87B0CE8F5F7BC7E8BAF225C4D76EE726B6E6BC26D68679B717C7074C36F6C7365C2B2797375676C6F697B7B6A666975C07AC2660804300010');
CREATE TABLE traces (
	record VARCHAR NOT NULL, 
	stage VARCHAR NOT NULL, 
	version INTEGER NOT NULL, 
	inputs JSON NOT NULL, 
	evidence JSON NOT NULL, 
	PRIMARY KEY (record, stage, version)
)
 WITHOUT ROWID

;
INSERT INTO "traces" VALUES('a2a7870201a1c290be12e','reading',1,'["pe9432d644d2ee91df7fa"]','[{"rule":"markup-title","says":"the headline is that of JSON-LD headline","quote":"Bridge reopens at Lower Quill"}]');
INSERT INTO "traces" VALUES('a2a7870201a1c290be12e','stories',1,'["s164c00fe7674312a19e7"]','[{"rule":"story-new","says":"shares no telling words with a remembered article"}]');
INSERT INTO "traces" VALUES('f164c00fe7674312a19e7','copies',1,'["a2a7870201a1c290be12e"]','[{"rule":"credit","says":"the page credits it to Quill Herald","quote":"Quill Herald"},{"rule":"alone","says":"no other article that we hold is the same piece, and it credits nobody else"}]');
CREATE INDEX ix_pages_url ON pages (url);
CREATE INDEX articles_by_page ON articles (page, position);
CREATE INDEX ix_articles_url ON articles (url);
CREATE INDEX ix_edges_other ON edges (other);
CREATE INDEX ix_quarantine_last_tried ON quarantine (last_tried);
CREATE INDEX ix_quarantine_page ON quarantine (page);
CREATE INDEX branches_by_family ON branches (family, place);
CREATE INDEX branches_by_flow ON branches (giver, taker, delay_minutes);
CREATE INDEX ix_differences_source ON differences (source);
CREATE INDEX ix_families_story ON families (story);
CREATE INDEX ix_flows_articles ON flows (articles);
CREATE INDEX ix_noted_changes_at ON noted_changes (at);
CREATE INDEX stories_by_latest ON stories (latest, id);
CREATE INDEX ix_story_items_story ON story_items (story);
COMMIT;
