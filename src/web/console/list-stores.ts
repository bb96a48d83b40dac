import type {
  AreaList,
  AuditReader,
  ChannelOverview,
  CostReader,
  ImportUploads,
  PrelistList,
  Staff,
  Uploads,
  UserUpkeep,
} from '../../ports.ts';

/** What the pages of officers, areas, prelist, files, channels, costs, audit and users reach. */
export interface ListStores {
  readonly staff: Staff;
  readonly areaList: AreaList;
  readonly prelist: PrelistList;
  readonly audit: AuditReader;
  readonly uploads: Pick<Uploads, 'read' | 'listOf'>;
  readonly importUploads: Pick<ImportUploads, 'receive' | 'confirm'>;
  readonly listChannels: () => Promise<readonly ChannelOverview[]>;
  readonly costs: CostReader;
  readonly userUpkeep: UserUpkeep;
  /** A number as people write it, in E.164; null for what is none. */
  readonly readMsisdn: (raw: string) => string | null;
}
