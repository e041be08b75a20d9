// SPDX-License-Identifier: MIT
pragma solidity ^0.8.28;

import {IERC1155} from "@openzeppelin/contracts/token/ERC1155/IERC1155.sol";
import {ICommunities} from "./interfaces/ICommunities.sol";
import {ICustodian} from "./interfaces/ICustodian.sol";
import {IMarket} from "./interfaces/IMarket.sol";
import {IShop} from "./interfaces/IShop.sol";
import {IStash} from "./interfaces/IStash.sol";
import {IToken} from "./interfaces/IToken.sol";
import {MemberWord} from "./libraries/MemberWord.sol";
import {OperatorPromise} from "./libraries/OperatorPromise.sol";
import {Roles} from "./libraries/Roles.sol";
import {TwoForwarders} from "./libraries/TwoForwarders.sol";

contract Market is IMarket, TwoForwarders {
    uint256 private constant ALL = 10_000;
    uint256 private constant MAX_FEE_BPS = 1_000;
    uint256 private constant MAX_ASSETS = 5;
    uint256 private constant MAX_TIME = 30 days;
    uint256 private constant MAX_QUANTITY = type(uint16).max;

    ICommunities public immutable communities;
    IShop public immutable shop;
    IStash public immutable stash;

    mapping(address token => uint16) public feeOf;
    mapping(address token => uint256) public listingCount;
    mapping(address token => uint256) public tradeCount;
    uint256 public swapCount;

    mapping(address token => mapping(uint256 listing => Listing)) private _listings;
    mapping(address token => mapping(uint256 trade => Trade)) private _trades;
    mapping(uint256 swap => Swap) private _swaps;

    constructor(address forwarder, address custodian_, ICommunities communities_, IShop shop_, IStash stash_)
        TwoForwarders(forwarder, custodian_)
    {
        communities = communities_;
        shop = shop_;
        stash = stash_;
    }

    /// @inheritdoc IMarket
    function setFee(address token, uint16 feeBps) external {
        address caller = _msgSender();
        require(communities.hasRole(token, caller, Roles.ADMIN), MarketNotAdmin(token, caller));
        require(feeBps <= MAX_FEE_BPS, MarketFeeTooHigh(feeBps, MAX_FEE_BPS));
        feeOf[token] = feeBps;
        emit FeeSet(token, feeBps);
    }

    // ── Listings ───────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IMarket
    function list(address token, Asset calldata asset, uint96 price, uint40 expiresAt, uint16 maxFeeBps)
        external
        returns (uint256 listing)
    {
        address seller = _msgSender();
        _requireMarket(token);
        require(price != 0, MarketZeroPrice());
        _requireExpiry(expiresAt);
        uint16 feeBps = feeOf[token];
        require(feeBps <= maxFeeBps, MarketFeeAbove(feeBps, maxFeeBps));
        _requireMayPart(token, seller);
        _requireOwned(token, asset, seller);
        // Once and for all: what the operator has listed, anybody may buy.
        if (_isCustodial()) _countOutflow(token, asset, seller);
        listing = ++listingCount[token];
        // At most MAX_QUANTITY, as {_requireOwned} saw.
        uint16 left = uint16(asset.quantity);
        Listing memory terms = Listing(seller, expiresAt, left, feeBps, _epoch(), asset.collection, price, asset.id);
        _listings[token][listing] = terms;
        emit Listed(token, listing, seller, terms);
    }

    /// @inheritdoc IMarket
    function cancelListing(address token, uint256 listing) external {
        address seller = _listings[token][listing].seller;
        require(seller != address(0), MarketNoListing(listing));
        require(seller == _msgSender(), MarketNotSeller(listing, _msgSender()));
        delete _listings[token][listing];
        emit ListingCancelled(token, listing, seller);
    }

    /// @inheritdoc IMarket
    function buy(address token, uint256 listing, Asset calldata asset, uint256 maxPrice) external {
        address buyer = _msgSender();
        Listing memory terms = _listings[token][listing];
        // Also where `token` is no community: nothing is listed there.
        require(terms.seller != address(0), MarketNoListing(listing));
        require(terms.seller != buyer, MarketWithSelf());
        require(asset.collection == terms.collection && asset.id == terms.id, MarketTermsChanged(listing));
        require(block.timestamp < terms.expiresAt, MarketExpired(terms.expiresAt));
        uint256 quantity = asset.quantity;
        require(quantity != 0 && quantity <= terms.left, MarketBadQuantity(quantity, terms.left));
        uint256 price = terms.price * quantity;
        require(price <= maxPrice, MarketPriceAbove(price, maxPrice));
        _requireBinding(terms.seller, terms.epoch);
        _requireMayPart(token, terms.seller);
        // A collectible that was withdrawn since may have come back by another community.
        _requireOwned(token, asset, terms.seller);

        if (quantity == terms.left) delete _listings[token][listing];
        else _listings[token][listing].left = uint16(terms.left - quantity);
        uint256 fee = price * terms.feeBps / ALL;
        IToken(token).move(buyer, terms.seller, price, _isCustodial());
        if (fee != 0) IToken(token).burn(terms.seller, fee, false);
        _hand(token, asset, terms.seller, buyer);
        emit Sold(token, listing, buyer, terms.seller, quantity, price, fee);
    }

    // ── Trades ─────────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IMarket
    function propose(address token, address other, Side calldata give, Side calldata want, uint40 expiresAt)
        external
        returns (uint256 trade)
    {
        _requireMarket(token);
        require(other != address(0), MarketNotParty(other));
        require(other != _msgSender(), MarketWithSelf());
        trade = ++tradeCount[token];
        _propose(token, trade, 1, other, give, want, expiresAt);
    }

    /// @inheritdoc IMarket
    function counter(
        address token,
        uint256 trade,
        address other,
        uint32 version,
        Side calldata give,
        Side calldata want,
        uint40 expiresAt
    ) external {
        Trade memory latest = _requireParty(token, trade);
        require(other == (_msgSender() == latest.proposer ? latest.other : latest.proposer), MarketNotParty(other));
        require(version == latest.version, MarketTermsChanged(trade));
        _propose(token, trade, version + 1, other, give, want, expiresAt);
    }

    /// @inheritdoc IMarket
    function accept(
        address token,
        uint256 trade,
        address proposer,
        uint32 version,
        Side calldata give,
        Side calldata want
    ) external {
        Trade memory latest = _requireParty(token, trade);
        require(_msgSender() == latest.other, MarketNotParty(_msgSender()));
        require(block.timestamp < latest.expiresAt, MarketExpired(latest.expiresAt));
        require(
            proposer == latest.proposer && version == latest.version
                && termsHash(token, trade, version, give, want) == latest.termsHash,
            MarketTermsChanged(trade)
        );
        _requireBinding(proposer, latest.epoch);
        _requireFunds(token, proposer, give.amount);
        delete _trades[token][trade];
        _handOver(token, give, proposer, latest.other, latest.epoch != 0);
        _handOver(token, want, latest.other, proposer, _isCustodial());
        emit TradeDone(token, trade, latest.other, version);
    }

    /// @inheritdoc IMarket
    function cancelTrade(address token, uint256 trade) external {
        _requireParty(token, trade);
        delete _trades[token][trade];
        emit TradeCancelled(token, trade, _msgSender());
    }

    // ── Between communities ────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IMarket
    function offerSwap(
        address token,
        uint96 amount,
        address wanted,
        uint96 wantedAmount,
        address taker,
        uint40 expiresAt
    ) external returns (uint256 swap) {
        address maker = _msgSender();
        _requireMarket(token);
        _requireMarket(wanted);
        require(token != wanted, MarketSameToken());
        require(amount != 0 && wantedAmount != 0, MarketZeroPrice());
        require(taker != maker, MarketWithSelf());
        _requireExpiry(expiresAt);
        _requireMayPart(token, maker);
        swap = ++swapCount;
        Swap memory terms = Swap(maker, amount, token, wantedAmount, wanted, expiresAt, _epoch(), taker);
        _swaps[swap] = terms;
        emit SwapOffered(token, swap, maker, terms);
    }

    /// @inheritdoc IMarket
    function takeSwap(uint256 swap, address token, uint96 amount, address wanted, uint96 wantedAmount) external {
        address taker = _msgSender();
        Swap memory terms = _swaps[swap];
        require(terms.maker != address(0), MarketNoSwap(swap));
        require(terms.maker != taker, MarketWithSelf());
        require(terms.taker == address(0) || terms.taker == taker, MarketNotParty(taker));
        require(block.timestamp < terms.expiresAt, MarketExpired(terms.expiresAt));
        require(
            terms.token == token && terms.amount >= amount && terms.wanted == wanted
                && terms.wantedAmount <= wantedAmount,
            MarketTermsChanged(swap)
        );
        _requireBinding(terms.maker, terms.epoch);
        _requireFunds(token, terms.maker, terms.amount);
        delete _swaps[swap];
        IToken(token).move(terms.maker, taker, terms.amount, terms.epoch != 0);
        IToken(wanted).move(taker, terms.maker, terms.wantedAmount, _isCustodial());
        emit SwapTaken(token, swap, taker, wanted);
    }

    /// @inheritdoc IMarket
    function cancelSwap(uint256 swap) external {
        Swap memory terms = _swaps[swap];
        require(terms.maker != address(0), MarketNoSwap(swap));
        require(terms.maker == _msgSender(), MarketNotParty(_msgSender()));
        delete _swaps[swap];
        emit SwapCancelled(terms.token, swap, terms.maker);
    }

    // ── Views ──────────────────────────────────────────────────────────────────────────────────────────────────────

    /// @inheritdoc IMarket
    function listingOf(address token, uint256 listing) external view returns (Listing memory) {
        return _listings[token][listing];
    }

    /// @inheritdoc IMarket
    function tradeOf(address token, uint256 trade) external view returns (Trade memory) {
        return _trades[token][trade];
    }

    /// @inheritdoc IMarket
    function swapOf(uint256 swap) external view returns (Swap memory) {
        return _swaps[swap];
    }

    /// @inheritdoc IMarket
    function termsHash(address token, uint256 trade, uint32 version, Side calldata give, Side calldata want)
        public
        pure
        returns (bytes32)
    {
        return keccak256(abi.encode(token, trade, version, give, want));
    }

    // ── Internal ───────────────────────────────────────────────────────────────────────────────────────────────────

    function _requireMarket(address token) private view {
        require(communities.isCommunity(token), MarketNotCommunity(token));
        require(IToken(token).isModule(address(this)), MarketNotEnabled(token));
    }

    /// @dev The Custodian's epoch where the operator makes a promise for its member, which binds as long as that lasts.
    function _epoch() private view returns (uint24) {
        // One more with each new signer, and each of those waits: it never gets there.
        return _isCustodial() ? uint24(ICustodian(custodian).epoch()) : 0;
    }

    function _requireBinding(address member, uint24 epoch) private view {
        require(OperatorPromise.binds(custodian, member, epoch), MarketNotBinding(member));
    }

    /// @dev The token itself would refuse too, without saying whose balance it is.
    function _requireFunds(address token, address member, uint256 amount) private view {
        uint256 balance = IToken(token).balanceOf(member);
        require(balance >= amount, MarketTooLittle(token, member, balance, amount));
    }

    function _requireExpiry(uint40 expiresAt) private view {
        uint256 latest = block.timestamp + MAX_TIME;
        require(expiresAt > block.timestamp && expiresAt <= latest, MarketBadExpiry(expiresAt, latest));
    }

    function _requireParty(address token, uint256 trade) private view returns (Trade memory latest) {
        latest = _trades[token][trade];
        require(latest.proposer != address(0), MarketNoTrade(trade));
        address caller = _msgSender();
        require(caller == latest.proposer || caller == latest.other, MarketNotParty(caller));
    }

    /// @dev As for tokens: nothing moves while paused, and nothing of who is banned.
    function _requireMayPart(address token, address from) private view {
        require(!IToken(token).paused(), MarketPaused());
        require(IToken(token).suspendedUntil(from) != MemberWord.BANNED, MarketBanned(from));
    }

    function _requireOwned(address token, Asset memory asset, address owner) private view {
        uint256 held;
        if (asset.collection == address(0)) {
            require(
                asset.quantity != 0 && asset.quantity <= MAX_QUANTITY, MarketBadQuantity(asset.quantity, MAX_QUANTITY)
            );
            require(shop.itemOf(token, asset.id).terms.transferable, MarketNotTransferable(asset.id));
            held = IERC1155(address(shop)).balanceOf(owner, shop.receiptOf(token, asset.id));
        } else {
            require(asset.quantity == 1, MarketBadQuantity(asset.quantity, 1));
            (address winner, address of_) = stash.ownerOf(asset.collection, asset.id);
            held = of_ == token && winner == owner ? 1 : 0;
        }
        require(held >= asset.quantity, MarketNotOwned(owner, asset.collection, asset.id, held));
    }

    /// @dev The operator's parting with receipts counts at the item's price of this moment.
    function _countOutflow(address token, Asset calldata asset, address from) private {
        IToken(token).countOutflow(from, _worthOf(token, asset) * asset.quantity);
    }

    /// @dev Of a unit, for the operator. What has no price no ceiling could count.
    function _worthOf(address token, Asset calldata asset) private view returns (uint256 worth) {
        if (asset.collection == address(0)) worth = shop.itemOf(token, asset.id).terms.price;
        require(worth != 0, MarketNotCustodial(asset.collection, asset.id));
    }

    function _propose(
        address token,
        uint256 trade,
        uint32 version,
        address other,
        Side calldata give,
        Side calldata want,
        uint40 expiresAt
    ) private {
        address proposer = _msgSender();
        _requireMayPart(token, proposer);
        _requireExpiry(expiresAt);
        uint256 assets = give.assets.length + want.assets.length;
        require(assets != 0 || give.amount != 0 || want.amount != 0, MarketEmpty());
        uint256 most = give.assets.length > want.assets.length ? give.assets.length : want.assets.length;
        require(most <= MAX_ASSETS, MarketTooManyAssets(most, MAX_ASSETS));
        // Now rather than when the other accepts, who could do nothing about it.
        if (_isCustodial()) for (uint256 i; i < give.assets.length; ++i) _worthOf(token, give.assets[i]);
        bytes32 hash = termsHash(token, trade, version, give, want);
        _trades[token][trade] = Trade(proposer, expiresAt, version, _epoch(), other, hash);
        emit TradeProposed(token, trade, proposer, other, version, give, want, expiresAt, hash);
    }

    function _handOver(address token, Side calldata side, address from, address to, bool custodial) private {
        _requireMayPart(token, from);
        if (side.amount != 0) IToken(token).move(from, to, side.amount, custodial);
        for (uint256 i; i < side.assets.length; ++i) {
            _requireOwned(token, side.assets[i], from);
            if (custodial) _countOutflow(token, side.assets[i], from);
            _hand(token, side.assets[i], from, to);
        }
    }

    function _hand(address token, Asset memory asset, address from, address to) private {
        if (asset.collection == address(0)) shop.moveReceipt(token, asset.id, from, to, asset.quantity);
        else stash.reassign(asset.collection, asset.id, from, to);
    }
}
