import type { PackageDirectoryLoader } from 'n8n-core';
import type {
	ICredentialDataDecryptedObject,
	ICredentials,
	IDataObject,
	IHttpRequestHelper,
	IHttpRequestOptions,
	INode,
	INodeCredentialsDetails,
	INodeProperties,
	IRequestOptionsSimplified,
	IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';
import { ICredentialsHelper, isExpression } from 'n8n-workflow';

/** Keeps credentials in memory, and authenticates requests with them by the rules of n8n's own helper (n8n 2.41). */
export class MemoryCredentials extends ICredentialsHelper {
	/** Data of each credential by its id, as n8n would have it stored. */
	readonly stored = new Map<string, ICredentialDataDecryptedObject>();

	constructor(private readonly loader: PackageDirectoryLoader) {
		super();
	}

	getParentTypes(): string[] {
		return [];
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		requestOptions: IHttpRequestOptions | IRequestOptionsSimplified,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.loader.getCredential(typeName).type;
		const request = requestOptions as IHttpRequestOptions;
		return typeof authenticate === 'function' ? await authenticate(credentials, request) : request;
	}

	async preAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
		node: INode,
		credentialsExpired: boolean,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const expirable = this.expirableProperty(typeName);
		if (credentials[expirable] !== '' && !credentialsExpired) return undefined;

		const output = await this.runPreAuthentication(helpers, credentials, typeName);
		const details = node.credentials?.[typeName];
		if (output?.[expirable] === undefined || !details) return undefined;
		await this.updateCredentials(details, typeName, this.persisted(details, output, expirable));
		return Object.assign(credentials, output);
	}

	async runPreAuthentication(
		helpers: IHttpRequestHelper,
		credentials: ICredentialDataDecryptedObject,
		typeName: string,
	): Promise<ICredentialDataDecryptedObject | undefined> {
		const { preAuthentication } = this.loader.getCredential(typeName).type;
		return (await preAuthentication?.call(helpers, credentials)) as
			ICredentialDataDecryptedObject | undefined;
	}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('Only decrypted credentials are at hand');
	}

	async getDecrypted(
		_additionalData: IWorkflowExecuteAdditionalData,
		{ id }: INodeCredentialsDetails,
		type: string,
	): Promise<ICredentialDataDecryptedObject> {
		const defaults = this.getCredentialsProperties(type).map((property) => [
			property.name,
			property.default,
		]);
		return {
			...(Object.fromEntries(defaults) as ICredentialDataDecryptedObject),
			...this.stored.get(id ?? ''),
		};
	}

	async updateCredentials(
		{ id }: INodeCredentialsDetails,
		_type: string,
		data: ICredentialDataDecryptedObject,
	): Promise<void> {
		this.stored.set(id ?? '', data);
	}

	async updateCredentialsOauthTokenData(): Promise<void> {
		throw new Error('No credential of this package is of an OAuth2 type');
	}

	getCredentialsProperties(type: string): INodeProperties[] {
		return this.loader.getCredential(type).type.properties;
	}

	private expirableProperty(type: string): string {
		const property = this.getCredentialsProperties(type).find(
			({ typeOptions }) => typeOptions?.expirable === true,
		);
		return property?.name ?? '';
	}

	private persisted(
		{ id }: INodeCredentialsDetails,
		output: IDataObject,
		expirable: string,
	): ICredentialDataDecryptedObject {
		const stored = this.stored.get(id ?? '') ?? {};
		const kept = Object.entries(output).filter(
			([key]) => key === expirable || !isExpression(stored[key]),
		);
		return { ...stored, ...Object.fromEntries(kept) } as ICredentialDataDecryptedObject;
	}
}
