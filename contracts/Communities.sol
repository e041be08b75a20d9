// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC20Metadata} from "@openzeppelin/contracts/token/ERC20/extensions/IERC20Metadata.sol";
import {TokenFactory} from "./TokenFactory.sol";
import {WrappedTokenFactory} from "./WrappedTokenFactory.sol";
import {ICommunities} from "./interfaces/ICommunities.sol";
import {IToken} from "./interfaces/IToken.sol";
import {MemberWord} from "./libraries/MemberWord.sol";
import {Roles} from "./libraries/Roles.sol";
import {TwoForwarders} from "./libraries/TwoForwarders.sol";

contract Communities is ICommunities, TwoForwarders {
    struct Community {
        address owner;
        address pendingOwner;
        mapping(address account => uint256) roles;
    }

    /// @dev One slot.
    struct Schedule {
        address token;
        uint48 readyAt;
    }

    /// @dev Names live in the token's code: see OpenZeppelin's ShortStrings.
    uint256 private constant MAX_NAME_BYTES = 31;
    /// @dev With more, no balance of 2^96 base units would be worth much.
    uint256 private constant MAX_DECIMALS = 18;
    /// @dev A schedule that is not used lapses, so that nobody hoards raises which need no more waiting.
    uint48 private constant LAPSE = 14 days;
    /// @dev What an admin may hand on.
    uint256 private constant STAFF = Roles.MODERATOR | Roles.FULFILLER;

    address public immutable curator;
    uint48 public immutable delay;
    TokenFactory private immutable _factory;
    WrappedTokenFactory private immutable _wrappedFactory;

    mapping(address token => Community) private _communities;
    mapping(address owner => uint256) private _created;
    mapping(bytes32 id => Schedule) private _schedules;
    mapping(address module => bool) private _listed;
    address[] private _modules;

    modifier onlyOwner(address token) {
        _requireOwner(token, _msgSender());
        _;
    }

    /// @param wrappedFactory comes from outside because both factories' code in one transaction would be too much for a chain
    /// @param delay_ seconds that a raise of power waits; 0 on a local network only
    constructor(
        address forwarder,
        address custodian_,
        address curator_,
        uint48 delay_,
        WrappedTokenFactory wrappedFactory
    )
        TwoForwarders(forwarder, custodian_)
    {
        require(curator_ != address(0), CommunitiesZeroAddress());
        curator = curator_;
        delay = delay_;
        _factory = new TokenFactory();
        _wrappedFactory = wrappedFactory;
    }

    // ── Creation ───────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc ICommunities
    function createCommunity(NewCommunity calldata params) external returns (address token) {
        _requireName(params.name);
        _requireName(params.symbol);
        _requireCaps(params.caps);
        uint256 count = params.modules.length;
        for (uint256 i; i < count; ++i) {
            require(_listed[params.modules[i]], CommunitiesModuleUnknown(params.modules[i]));
        }
        address owner = _msgSender();
        // The owner's own counter: what others create at the same time, or a reorganisation, changes no address.
        bytes32 salt = keccak256(abi.encode(owner, _created[owner]++));
        uint8 decimals = 18;
        if (params.underlying == address(0)) {
            token = _factory.create(salt, custodian, params);
        } else {
            decimals = _requireUnderlying(params);
            token = _wrappedFactory.create(salt, custodian, decimals, params);
        }
        _communities[token].owner = owner;

        emit CommunityCreated(
            token,
            owner,
            params.name,
            params.symbol,
            decimals,
            params.supplyCap,
            params.maxBalance,
            params.closed,
            params.clawback,
            params.underlying
        );
        emit CapsSet(token, params.caps);
        for (uint256 i; i < count; ++i) {
            emit ModuleSet(token, params.modules[i], true);
        }
    }

    // ── Ownership and roles ────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc ICommunities
    function transferOwnership(address token, address newOwner) external onlyOwner(token) {
        _communities[token].pendingOwner = newOwner;
        emit OwnershipTransferStarted(token, _communities[token].owner, newOwner);
    }

    /// @inheritdoc ICommunities
    function acceptOwnership(address token) external {
        Community storage community = _known(token);
        address caller = _msgSender();
        require(caller == community.pendingOwner, CommunitiesNotOwner(token, caller));
        emit OwnershipTransferred(token, community.owner, caller);
        community.owner = caller;
        community.pendingOwner = address(0);
    }

    /// @inheritdoc ICommunities
    function grantRoles(address token, address account, uint256 roles) external {
        require(account != address(0), CommunitiesZeroAddress());
        Community storage community = _known(token);
        _requireMayAssign(community, token, _msgSender(), roles);
        uint256 held = community.roles[account];
        if (roles & ~held & Roles.REPORTER != 0 && !_matured(token)) return;
        _setRoles(community, token, account, held | roles);
    }

    /// @inheritdoc ICommunities
    function revokeRoles(address token, address account, uint256 roles) external {
        Community storage community = _known(token);
        address caller = _msgSender();
        if (caller != account) _requireMayAssign(community, token, caller, roles);
        _setRoles(community, token, account, community.roles[account] & ~roles);
    }

    // ── Caps and modules ───────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc ICommunities
    function setCaps(address token, Caps calldata caps) external onlyOwner(token) {
        _requireCaps(caps);
        if (_raises(IToken(token).caps(), caps) && !_matured(token)) return;
        emit CapsSet(token, caps);
        IToken(token).setCaps(caps);
    }

    /// @inheritdoc ICommunities
    function enableModule(address token, address module) external onlyOwner(token) {
        require(_listed[module], CommunitiesModuleUnknown(module));
        if (!_matured(token)) return;
        emit ModuleSet(token, module, true);
        IToken(token).setModule(module, true);
    }

    /// @inheritdoc ICommunities
    function disableModule(address token, address module) external onlyOwner(token) {
        require(_listed[module], CommunitiesModuleUnknown(module));
        emit ModuleSet(token, module, false);
        IToken(token).setModule(module, false);
    }

    /// @inheritdoc ICommunities
    function cancelScheduled(address token, bytes32 id) external onlyOwner(token) {
        // Another community's owner scheduled it: for this one there is nothing.
        require(_schedules[id].token == token && readyAt(id) != 0, CommunitiesNothingScheduled(id));
        delete _schedules[id];
        emit ScheduleCancelled(token, id);
    }

    /// @inheritdoc ICommunities
    function addModule(address module, bytes32 name) external {
        address caller = _msgSender();
        require(caller == curator, CommunitiesNotCurator(caller));
        require(!_listed[module], CommunitiesModuleListed(module));
        // A module that trusts other forwarders, or misses one, would take strangers for members or members for strangers.
        require(_trusts(module, trustedForwarder()) && _trusts(module, custodian), CommunitiesBadModule(module));
        _listed[module] = true;
        _modules.push(module);
        emit ModuleAdded(module, name);
    }

    // ── Pause and ceilings ─────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc ICommunities
    function pause(address token) external {
        _setPaused(token, true, Roles.PAUSER | Roles.ADMIN);
    }

    /// @inheritdoc ICommunities
    function unpause(address token) external {
        _setPaused(token, false, Roles.ADMIN);
    }

    /// @inheritdoc ICommunities
    function setCeiling(address token, uint96 ceiling) external {
        _known(token);
        IToken(token).setCeiling(_msgSender(), ceiling);
    }

    // ── Views ──────────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc ICommunities
    function isCommunity(address token) external view returns (bool) {
        return _communities[token].owner != address(0);
    }

    /// @inheritdoc ICommunities
    function ownerOf(address token) external view returns (address) {
        return _communities[token].owner;
    }

    /// @inheritdoc ICommunities
    function pendingOwnerOf(address token) external view returns (address) {
        return _communities[token].pendingOwner;
    }

    /// @inheritdoc ICommunities
    function rolesOf(address token, address account) external view returns (uint256) {
        return _communities[token].roles[account];
    }

    /// @inheritdoc ICommunities
    function hasRole(address token, address account, uint256 roles) external view returns (bool) {
        return _hasRole(_communities[token], account, roles);
    }

    /// @inheritdoc ICommunities
    function modules() external view returns (address[] memory) {
        return _modules;
    }

    /// @inheritdoc ICommunities
    function readyAt(bytes32 id) public view returns (uint48) {
        uint48 ready = _schedules[id].readyAt;
        return block.timestamp < uint256(ready) + LAPSE ? ready : 0;
    }

    // ── Internal ───────────────────────────────────────────────────────────────────────────────────────────────────

    function _known(address token) private view returns (Community storage community) {
        community = _communities[token];
        require(community.owner != address(0), CommunitiesUnknown(token));
    }

    function _hasRole(Community storage community, address account, uint256 roles) private view returns (bool) {
        if (community.roles[account] & roles != 0) return true;
        // Reporting waits for the time-lock, for the owner too: a stolen owner's key, or one just handed over, would
        // otherwise issue at once. The zero address, owner of every unknown community, is nobody.
        return roles & ~Roles.REPORTER != 0 && account == community.owner && account != address(0);
    }

    function _requireOwner(address token, address caller) private view {
        require(caller == _known(token).owner, CommunitiesNotOwner(token, caller));
    }

    /// @dev The owner may assign every role, also those that later modules define; an admin the staff's.
    function _requireMayAssign(Community storage community, address token, address caller, uint256 roles) private view {
        if (caller == community.owner) return;
        require(roles & ~STAFF == 0, CommunitiesNotOwner(token, caller));
        require(community.roles[caller] & Roles.ADMIN != 0, CommunitiesMissingRole(token, caller, Roles.ADMIN));
    }

    function _setRoles(Community storage community, address token, address account, uint256 roles) private {
        community.roles[account] = roles;
        emit RolesSet(token, account, roles);
    }

    function _setPaused(address token, bool paused, uint256 roles) private {
        address caller = _msgSender();
        require(_hasRole(_known(token), caller, roles), CommunitiesMissingRole(token, caller, roles));
        emit PausedSet(token, paused, caller);
        IToken(token).setPaused(paused);
    }

    /// @dev True once the present call has waited for the time-lock; otherwise schedules it. The call itself is what is
    /// scheduled, so that a repetition with other arguments finds nothing.
    function _matured(address token) private returns (bool) {
        if (delay == 0) return true;
        bytes calldata call = _msgData();
        bytes32 id = keccak256(call);
        uint48 ready = readyAt(id);
        if (ready == 0) {
            ready = uint48(block.timestamp) + delay;
            _schedules[id] = Schedule(token, ready);
            emit Scheduled(token, id, ready, call);
            return false;
        }
        require(block.timestamp >= ready, CommunitiesTooEarly(ready));
        delete _schedules[id];
        return true;
    }

    function _requireName(string calldata name) private pure {
        bytes calldata text = bytes(name);
        require(text.length != 0 && text.length <= MAX_NAME_BYTES, CommunitiesBadName());
        // Anyone may create: a name that databases refuse, or that forges a line, would halt or fool whoever reads it.
        for (uint256 i; i < text.length; ++i) {
            require(text[i] > 0x1f && text[i] != 0x7f, CommunitiesBadName());
        }
    }

    /// @return decimals of the token to wrap
    function _requireUnderlying(NewCommunity calldata params) private view returns (uint8 decimals) {
        address underlying = params.underlying;
        (bool ok, bytes memory answer) = underlying.staticcall(abi.encodeCall(IERC20Metadata.decimals, ()));
        bool good = ok && answer.length == 32 && params.supplyCap == 0 && _communities[underlying].owner == address(0);
        uint256 figure = good ? abi.decode(answer, (uint256)) : 0;
        require(good && figure <= MAX_DECIMALS, CommunitiesBadUnderlying(underlying));
        return uint8(figure);
    }

    function _requireCaps(Caps calldata caps) private pure {
        require(
            caps.memberDay <= MemberWord.MAX_TODAY && caps.communityDay != 0 && caps.silver <= caps.gold
                && caps.gold <= caps.platinum,
            CommunitiesBadCaps()
        );
    }

    /// @dev Whether anybody could earn more, or multiply sooner.
    function _raises(Caps memory from, Caps calldata to) private pure returns (bool) {
        return _exceeds(to.memberDay, from.memberDay) || _exceeds(to.memberWeek, from.memberWeek)
            || to.communityDay > from.communityDay || to.silver < from.silver || to.gold < from.gold
            || to.platinum < from.platinum || to.tierByBalance != from.tierByBalance;
    }

    /// @dev Compares caps of which 0 is the greatest.
    function _exceeds(uint32 to, uint32 from) private pure returns (bool) {
        return from != 0 && (to == 0 || to > from);
    }

    function _trusts(address module, address forwarder) private view returns (bool) {
        (bool ok, bytes memory answer) = module.staticcall(abi.encodeCall(this.isTrustedForwarder, (forwarder)));
        return ok && answer.length == 32 && abi.decode(answer, (uint256)) == 1;
    }
}
